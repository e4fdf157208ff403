using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>What holdings are compared with when nobody names it: the coin or the fund that stands for the class in which most is held, at the venue of the largest holding of that class. Pure.</summary>
internal static class BenchmarkChoice
{
    private const string Coin = "BTCUSDT";
    private const string Fund = "SPY";

    /// <summary>Null where nothing is held, or where nothing stands for the class.</summary>
    public static Symbol? For(IReadOnlyList<Holding> holdings)
    {
        if (holdings.Count == 0) return null;
        var most = ExposureBreakdown.ByClass(holdings).MaxBy(one => one.Value.Gross).Key;
        var venue = holdings.Where(holding => holding.Instrument.AssetClass == most).MaxBy(holding => Math.Abs(holding.Worth)).Instrument.Symbol.Venue;
        return most switch
        {
            AssetClass.Crypto => new(Coin, venue),
            AssetClass.Stock or AssetClass.Index => new(Fund, venue),
            _ => null,
        };
    }
}
