using System.Threading.Channels;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Writes down, soon after every commit, how far each ledger goes and by which hash, so that a tail that somebody cuts off is missed.</summary>
internal sealed class HeadAnchors([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, HeadFiles files, ILogger<HeadAnchors> log) : BackgroundService
{
    /// <summary>Between two writes: what a tail may be short of without being missed, against a write to the disk for each commit.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, long> _anchored = new(StringComparer.Ordinal);

    /// <summary>Something is being booked.</summary>
    public void Wake() => _hints.Writer.TryWrite(true);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Anchor(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The commit comes after the hint, and now and then long after it.
                await Task.WhenAny(_hints.Reader.WaitToReadAsync(stoppingToken).AsTask(), Task.Delay(LookAgain, stoppingToken));
                _hints.Reader.TryRead(out _);
                await Task.Delay(Pause, stoppingToken);
                await Anchor(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                log.LogError(cause, "The heads of the ledgers cannot be written down; it is tried again");
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Anchor(CancellationToken ct)
    {
        var heads = await database.Read(reading => reading.LedgerAccounts().Select(account => (Account: account, Head: reading.Head(account)!, Faults: reading.FaultsOf(account))).ToArray(), ct);
        foreach (var (account, head, faults) in heads)
        {
            if (!_anchored.TryGetValue(account, out var before)) before = files.Read(account).Anchors.Select(anchor => anchor.Sequence).DefaultIfEmpty(0).Max();
            if (head.Sequence > before)
            {
                faults.Reach("before-anchor");
                files.Append(account, new(head.Sequence, head.Hash));
                faults.Reach("anchored");
            }
            else if (head.Sequence < before && !_anchored.ContainsKey(account))
                log.LogError("The ledger of {Account} ends at row {Head}, and went to row {Anchored}: rows are missing, or an older backup was restored. 'algotrendy ledger verify' says more", account, head.Sequence, before);

            _anchored[account] = Math.Max(before, head.Sequence);
        }
    }
}
