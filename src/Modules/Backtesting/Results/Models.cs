using System.Globalization;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Says which models ran and what they assume, so that nobody takes a result for more than it is.</summary>
internal static class Models
{
    /// <summary>By role: fill, slippage, fee, volume, gap.</summary>
    public static IReadOnlyDictionary<string, string> Names(RunSettings settings, IReadOnlyList<BarSeries> series) => new Dictionary<string, string>
    {
        ["fill"] = settings.Matching.FillTiming == FillTiming.NextOpen ? "next-open" : "close",
        ["intrabar"] = settings.Matching.Fill.Name,
        ["slippage"] = settings.Matching.Slippage.Name,
        ["fee"] = settings.Matching.Fees is { } own ? Name(own) : string.Join("; ", series.Select(one => one.Instrument.Fees).Distinct().Select(Name)),
        ["volume"] = settings.Matching.VolumeShare is { } share ? Text($"at most {share * 100m:0.####} % of a bar") : "unlimited",
        ["latency"] = "none beyond the next bar",
        ["gap"] = "orders cancelled",
    };

    /// <summary>In sentences; what is optimistic says so.</summary>
    public static IEnumerable<string> Assumptions(RunSettings settings, IReadOnlyList<BarSeries> series)
    {
        if (series.Any(one => one.Instrument.IsSimulated)) yield return "SIMULATED MARKET: these prices were generated and say nothing about any real market.";
        yield return settings.Matching.FillTiming == FillTiming.NextOpen
            ? "Orders given at a bar's close are filled at the next bar's open."
            : "OPTIMISTIC: orders are filled at the very close that they were decided on.";
        yield return Slippage(settings.Matching.Slippage, series);
        yield return "Fees: " + (settings.Matching.Fees is { } own ? Name(own) + ", instead of the instrument's own." : string.Join("; ", series.Select(one => one.Instrument).DistinctBy(one => one.Symbol).Select(one => $"{one.Symbol} {Name(one.Fees)}")) + ".");
        yield return Volume(settings.Matching.VolumeShare, series);
        yield return "No order is filled across a gap in the data: what waits is cancelled, positions are kept.";
        yield return Text($"Buying power is checked when an order is given, at the last close; the account may hold {settings.Leverage:0.##} times its equity. SetHoldings keeps {settings.CashBuffer * 100m:0.##} % of equity in cash.");
        yield return "No interest, borrowing costs or funding are charged.";
    }

    private static string Slippage(SlippageModel slippage, IReadOnlyList<BarSeries> series) => slippage switch
    {
        HalfSpread when series.Any(one => one.Instrument.TypicalSpreadBasisPoints == 0m) => "OPTIMISTIC: no slippage on " + string.Join(", ", series.Select(one => one.Instrument).Where(one => one.TypicalSpreadBasisPoints == 0m).Select(one => one.Symbol).Distinct()) + ", whose usual spread is not known.",
        HalfSpread => "Slippage: every fill pays half the instrument's usual spread: " + string.Join(", ", series.Select(one => one.Instrument).DistinctBy(one => one.Symbol).Select(one => Text($"{one.Symbol} {one.TypicalSpreadBasisPoints / 2m:0.####} bps"))) + ".",
        FixedSlippage { BasisPoints: > 0m and var points } => Text($"Slippage: every fill is {points:0.####} bps worse than the bar's price."),
        _ => "OPTIMISTIC: no slippage; every fill gets the bar's own price.",
    };

    private static string Volume(decimal? share, IReadOnlyList<BarSeries> series)
    {
        if (share is null) return "OPTIMISTIC: orders of any size are filled whole.";

        var blind = series.Where(one => !one.HasVolume).Select(one => one.Instrument.Symbol.ToString()).Distinct().ToArray();
        var limit = Text($"Orders trade at most {share * 100m:0.####} % of a bar's volume; the rest waits for the next bar.");
        return blind.Length == 0 ? limit : $"{limit} OPTIMISTIC: {string.Join(", ", blind)} has no volume in its data, so its orders are filled whole.";
    }

    private static string Name(FeeSchedule fees) => fees switch
    {
        NoFee => "none",
        PercentFee { TakerBasisPoints: var taker, MakerBasisPoints: var maker } => taker == maker ? Text($"{taker:0.####} bps") : Text($"{taker:0.####} bps taker, {maker:0.####} bps maker"),
        PerShareFee share => Text($"{share.PerShare:0.####} a share, at least {share.Minimum:0.##}") + (share.MaximumPercent is { } most ? Text($", at most {most:0.##} %") : ""),
        PerContractFee contract => Text($"{contract.PerContract:0.####} a contract"),
        _ => fees.ToString(),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
