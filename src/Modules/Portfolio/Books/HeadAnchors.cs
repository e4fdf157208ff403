using System.Collections.Concurrent;
using System.Threading.Channels;
using AlgoTrendy.Platform.Databases;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Writes down, soon after every commit, how far each ledger goes and by which hash, so that a tail that somebody cuts off is missed.</summary>
/// <remarks>What it finds at a start it writes down only where a kill explains that nobody has: the file is there, its mark too, and the chain is sound. All else is somebody's to look at.</remarks>
/// <param name="server">Null in a command, which looks and leaves what it finds to the next start.</param>
internal sealed class HeadAnchors([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, HeadFiles files, ILogger<HeadAnchors> log, IServer? server = null) : BackgroundService
{
    /// <summary>Between two writes: what a tail may be short of without being missed, against a write to the disk for each commit.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, long> _anchored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _booked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    public static string RowsText(long from, long to) => from == to ? $"Row {from} is" : $"Rows {from} to {to} are";

    public static string Missing(string account) => $"The heads of {account} are not kept outside: their file is missing or empty. {WayOut(account)}";

    /// <summary>A row is being booked here: what goes further than that is somebody else's.</summary>
    public void Wake(string account, long sequence)
    {
        _booked[account] = sequence;
        _hints.Writer.TryWrite(true);
    }

    /// <summary>Why the heads of a ledger are no longer written down; null while they are.</summary>
    public string? RefusalOf(string account) => _refused.GetValueOrDefault(account);

    /// <summary>Before the first row of an account: from now on a file that is missing was removed.</summary>
    public void Begin(string account)
    {
        if (!files.Has(account)) files.Append(account, new(0, LedgerRow.Root));
        files.Open(account);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (account, head, _) in await Heads(cancellationToken)) await Inspect(account, head, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Anchor(CancellationToken.None);
        foreach (var account in _anchored.Keys.Except(_left)) files.Close(account);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>Writes down what is there, of all ledgers that nothing is held against.</summary>
    public async Task Anchor(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            foreach (var (account, head, faults) in await Heads(ct))
            {
                if (_refused.ContainsKey(account) || _left.Contains(account)) continue;
                if (!_anchored.TryGetValue(account, out var before)) before = HeadFiles.LastOf(files.Read(account).Anchors);
                if (head.Sequence > before && !files.Has(account)) Refuse(account, Missing(account));
                else if (head.Sequence > Math.Max(before, _booked.GetValueOrDefault(account))) Refuse(account, Added(account, before + 1, head.Sequence));
                else if (head.Sequence > before)
                {
                    faults.Reach("before-anchor");
                    files.Append(account, new(head.Sequence, head.Hash));
                    faults.Reach("anchored");
                }

                _anchored[account] = _refused.ContainsKey(account) ? before : Math.Max(before, head.Sequence);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same for whoever sees by himself whether it was done.</summary>
    public async Task TryAnchor(CancellationToken ct)
    {
        try
        {
            await Anchor(ct);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            log.LogError(cause, "The heads of the ledgers cannot be written down");
        }
    }

    /// <summary>The head of a ledger is kept from now on, because somebody says so.</summary>
    public async Task Accept(string account, CancellationToken ct)
    {
        var head = await database.Read(reading => reading.Head(account)!, ct);
        await _turn.WaitAsync(ct);
        try
        {
            files.Append(account, new(head.Sequence, head.Hash));
            files.Open(account);
            _left.Remove(account);
            _refused.TryRemove(account, out _);
            _anchored[account] = head.Sequence;
        }
        finally
        {
            _turn.Release();
        }
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

    private async Task Inspect(string account, LedgerHeadRow head, CancellationToken ct)
    {
        var known = files.Read(account);
        var before = HeadFiles.LastOf(known.Anchors);
        if (head.Sequence > before)
        {
            if (known.Anchors.Count == 0)
            {
                Refuse(account, Missing(account));
                return;
            }

            var check = new ChainCheck(account, known);
            await LedgerVerifier.ReadRows(database, check, ct);
            if (check.Faults.Count > 0)
            {
                // The mark stays: when the ledger is mended, a kill explains what it explained before.
                Refuse(account, $"The heads of {account} are not written down while its ledger is not sound: {check.Faults[0].Message}", keepsMark: true);
                return;
            }

            if (!files.IsOpen(account))
            {
                Refuse(account, Added(account, before + 1, head.Sequence));
                return;
            }

            if (server is null) _left.Add(account);
            else
            {
                log.LogWarning("{Rows} of {Account} not kept outside when the platform was killed, and kept now", RowsText(before + 1, head.Sequence), account);
                files.Append(account, new(head.Sequence, head.Hash));
            }
        }
        else if (head.Sequence < before)
        {
            log.LogError("The ledger of {Account} ends at row {Head}, and went to row {Anchored}: rows are missing, or an older backup was restored. 'algotrendy ledger verify' says more", account, head.Sequence, before);
        }

        _anchored[account] = Math.Max(before, head.Sequence);
        files.Open(account);
    }

    // Without the mark, so that a later kill explains nothing.
    private void Refuse(string account, string why, bool keepsMark = false)
    {
        _refused[account] = why;
        if (server is not null && !keepsMark) files.Close(account);
        log.LogError("{Message}", why);
    }

    private Task<(string Account, LedgerHeadRow Head, FaultPoints Faults)[]> Heads(CancellationToken ct) => database.Read(reading => reading.LedgerAccounts()
        .Select(account => (Account: account, Head: HeadOf(reading, account)!, Faults: reading.FaultsOf(account)))
        .Where(one => one.Head is not null).ToArray(), ct);

    // Where a number is none, the ledger is damaged, and there is nothing to write down.
    internal static LedgerHeadRow? HeadOf(Reading reading, string account)
    {
        try
        {
            return reading.Head(account);
        }
        catch (Exception cause) when (Shelf.IsOfTheLedger(cause))
        {
            return null;
        }
    }

    private static string Added(string account, long from, long to) => $"{RowsText(from, to)} in the ledger of {account} and not kept outside, and no kill explains it: somebody may have added rows. Its heads are no longer written down. {WayOut(account)}";

    private static string WayOut(string account) => $"Restore the folder ledger-heads from its copy; if you know why it is so, 'algotrendy ledger anchor --account {account}' begins with the rows that are there.";
}
