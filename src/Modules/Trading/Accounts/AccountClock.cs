using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>An account's time: the clock's, or in a replay that of the market that is played.</summary>
internal sealed class AccountClock(IClock clock)
{
    private long _market = long.MinValue;

    public Instant64 MarketTime
    {
        set => Volatile.Write(ref _market, value.ToUnixTimeNanoseconds());
    }

    public Instant64 Now => Volatile.Read(ref _market) is var market && market != long.MinValue ? Instant64.FromUnixTimeNanoseconds(market) : Instant64.FromInstant(clock.GetCurrentInstant());
}
