using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>What is long and what is short, the latter without a sign.</summary>
public readonly record struct ExposureParts(decimal Longs, decimal Shorts)
{
    public decimal Gross => Longs + Shorts;

    public decimal Net => Longs - Shorts;
}

/// <summary>Where the money is: by class and by the currency that instruments are counted in.</summary>
public static class ExposureBreakdown
{
    public static IReadOnlyDictionary<AssetClass, ExposureParts> ByClass(IEnumerable<Holding> holdings) => By(holdings, holding => holding.Instrument.AssetClass);

    public static IReadOnlyDictionary<Currency, ExposureParts> ByCurrency(IEnumerable<Holding> holdings) => By(holdings, holding => holding.Instrument.Currency);

    public static ExposureParts Total(IEnumerable<Holding> holdings) => holdings.Aggregate(default(ExposureParts), (parts, holding) => Add(parts, holding.Worth));

    private static Dictionary<TKey, ExposureParts> By<TKey>(IEnumerable<Holding> holdings, Func<Holding, TKey> key) where TKey : notnull
    {
        var found = new Dictionary<TKey, ExposureParts>();
        foreach (var holding in holdings) found[key(holding)] = Add(found.GetValueOrDefault(key(holding)), holding.Worth);
        return found;
    }

    private static ExposureParts Add(ExposureParts parts, decimal worth) =>
        worth >= 0m ? parts with { Longs = parts.Longs + worth } : parts with { Shorts = parts.Shorts - worth };
}
