using AlgoTrendy.Core.Values;
using NodaTime;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>The moves that instruments share: a factor of all markets and one of each group, by day and by minute. The same for whoever asks.</summary>
internal sealed class CommonMoves
{
    private const int MinutesPerHour = 60;

    private static readonly ulong DayKey = RandomSource.KeyOf("common day");
    private static readonly ulong HourKey = RandomSource.KeyOf("common hour");
    private static readonly ulong AllMarkets = RandomSource.KeyOf("all markets");
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly RandomSource _root;
    private readonly ulong _group;
    private readonly double _marketLoad;
    private readonly double _groupLoad;
    private readonly double[] _minutes = new double[MinutesPerHour];
    private long _hour = long.MinValue;

    public CommonMoves(RandomSource root, Listing listing)
    {
        _root = root;
        _group = RandomSource.KeyOf(listing.Group);
        _marketLoad = listing.MarketLoad;
        _groupLoad = listing.GroupLoad;
    }

    public static ulong NumberOf(LocalDate date) => (ulong)Period.DaysBetween(Epoch, date);

    /// <summary>What the factors contribute to a trading date: to the day's move, to the night's before it, and to the group's volatility.</summary>
    public (double Day, double Night, double FastVolatility, double SlowVolatility) OfDay(LocalDate date)
    {
        var market = _root.Derive(DayKey, AllMarkets, NumberOf(date));
        var group = _root.Derive(DayKey, _group, NumberOf(date));
        var day = _marketLoad * market.NextNormal() + _groupLoad * group.NextNormal();
        var night = _marketLoad * market.NextNormal() + _groupLoad * group.NextNormal();
        return (day, night, group.NextNormal(), group.NextNormal());
    }

    /// <summary>What the factors contribute to a minute, counted from 1970 UTC.</summary>
    public double OfMinute(long minute)
    {
        var hour = minute / MinutesPerHour;
        if (hour != _hour) Draw(hour);
        return _minutes[minute - hour * MinutesPerHour];
    }

    private void Draw(long hour)
    {
        var market = _root.Derive(HourKey, AllMarkets, (ulong)hour);
        var group = _root.Derive(HourKey, _group, (ulong)hour);
        for (var index = 0; index < MinutesPerHour; index++) _minutes[index] = _marketLoad * market.NextNormal() + _groupLoad * group.NextNormal();
        _hour = hour;
    }
}
