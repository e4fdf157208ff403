using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Pushes the limits to trading when they change, and long before they become stale again: should risk die, nothing new passes soon after.</summary>
internal sealed class LimitPush(LimitStore store, FirstLimits first, PortfolioCount count, ITrading trading, IConfiguration settings, IClock clock, ILogger<LimitPush> log) : IHostedService, IDisposable
{
    public const string EverySetting = "Risk:PushSeconds";
    public const string ValidSetting = "Risk:ValidSeconds";
    private const string By = "risk";

    /// <summary>How long a start waits for trading, which may be elsewhere and not there yet.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _every = TimeSpan.FromSeconds(Times.Seconds(settings, EverySetting, 60));
    private readonly Duration _valid = Duration.FromSeconds(Times.Seconds(settings, ValidSetting, 300));
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether a push did not arrive whole since the last round, whoever asked for it. Released in a turn alone.</summary>
    private readonly SemaphoreSlim _missed = new(0, 1);

    private Task _running = Task.CompletedTask;
    private volatile LimitReceipt? _receipt;
    private LimitedPortfolios? _portfolios;
    private Instant64 _pushedAt;

    /// <summary>The version that trading judges by, as far as it has said so; 0: none, or what it has is stale.</summary>
    public long InForce => _receipt is { ValidUntil: { } until } receipt && Instant64.FromInstant(clock.GetCurrentInstant()) < until ? receipt.Version : 0;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.Add(
            newest => newest is null ? (new(0, Instant64.FromInstant(clock.GetCurrentInstant()), By, "The first limits of this home.", TradingMode.ReduceOnly, first.Read()), null) : (null, null), 0, cancellationToken);
        var pushed = Now();
        _running = Task.Run(Go, CancellationToken.None);
        await Task.WhenAny(pushed, Task.Delay(StartPatience, cancellationToken));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _running;
    }

    /// <returns>Whether trading has taken them, with all that they count.</returns>
    public async Task<bool> Now()
    {
        await _turn.WaitAsync(_ending.Token);
        var isWhole = false;
        try
        {
            return isWhole = await Push();
        }
        catch (Exception cause) when (!_ending.IsCancellationRequested)
        {
            log.LogWarning("Limits could not be pushed to trading; it is tried again: {Reason}", cause.Message);
            return false;
        }
        finally
        {
            if (!isWhole && _missed.CurrentCount == 0) _missed.Release();
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _ending.Dispose();
        _turn.Dispose();
        _missed.Dispose();
    }

    private async Task Go()
    {
        try
        {
            while (true)
            {
                if (await _missed.WaitAsync(_every, _ending.Token)) await Task.Delay(Retry, _ending.Token);
                await Now();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> Push()
    {
        var newest = (await store.Find(null, _ending.Token))!;
        var isKnown = await Count(newest);
        var now = clock.GetCurrentInstant();
        _pushedAt = Later(Instant64.FromInstant(now), _pushedAt);
        var receipt = await trading.SetLimits(new(newest.Version, newest.At, Instant64.FromInstant(now + _valid), newest.OnBreach, newest.Items, _portfolios, _pushedAt), _ending.Token);
        if (receipt.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
        _receipt = receipt;
        if (receipt.Version == newest.Version && receipt.PushedAt is { } heldAt && heldAt > _pushedAt)
        {
            // The clock was set back since an earlier process pushed: that push must not go on to hold.
            _pushedAt = heldAt;
            return await Push();
        }

        if (receipt.Version <= newest.Version) return await count.Keep(_portfolios?.Items ?? [], receipt.Portfolios ?? [], _ending.Token) && isKnown;

        // This database is older than what trading has: it was restored. The limits that are here hold, under a number that is news to trading.
        await store.Add(one => (one! with { At = Instant64.FromInstant(now), By = By, Note = $"Trading had version {receipt.Version} already." }, null), receipt.Version, _ending.Token);
        return await Push();
    }

    private static Instant64 Later(Instant64 now, Instant64 before) => now > before ? now : before.PlusNanoseconds(1);

    /// <summary>Looks at which accounts portfolios have, if any limit asks. Where that cannot be seen, what was seen last is pushed again, and becomes stale.</summary>
    /// <returns>Whether it could be seen.</returns>
    private async Task<bool> Count(LimitVersion limits)
    {
        if (!limits.Items.Any(limit => limit is { Enabled: true, Scope: LimitScope.Portfolio }))
        {
            _portfolios = null;
            return true;
        }

        try
        {
            var now = clock.GetCurrentInstant();
            _portfolios = new(Instant64.FromInstant(now), Instant64.FromInstant(now + _valid), await count.Take(_ending.Token));
            return true;
        }
        catch (Exception cause) when (!_ending.IsCancellationRequested)
        {
            log.LogWarning("Which accounts portfolios have could not be seen; it is tried again: {Reason}", cause.Message);
            return false;
        }
    }
}
