using System.Globalization;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Says which models ran and what they assume, so that nobody takes a result for more than it is.</summary>
internal static class Models
{
    /// <summary>By role: fill, intrabar, slippage, fee, volume, latency, gap, financing.</summary>
    public static IReadOnlyDictionary<string, string> Names(RunSettings settings, LoadedData data) => new Dictionary<string, string>
    {
        ["fill"] = settings.Matching.FillTiming == FillTiming.NextOpen ? "next-open" : "close",
        ["intrabar"] = settings.Matching.Fill.Name,
        ["slippage"] = settings.Matching.Slippage.Name,
        ["fee"] = settings.Matching.Fees is { } own ? ModelNames.Of(own) : string.Join("; ", data.Instruments.Select(one => one.Fees).Distinct().Select(ModelNames.Of)),
        ["volume"] = settings.Matching.VolumeShare is { } share ? Text($"at most {share * 100m:0.####} % of a bar") : "unlimited",
        ["latency"] = settings.Matching.Latency.Name,
        ["gap"] = "market orders cancelled",
        ["financing"] = settings.Account.Financing is { IsFree: false } financing ? Text($"interest {financing.DebitRate * 100m:0.##} %, borrow {financing.BorrowRate * 100m:0.##} %") : "none",
    };

    /// <summary>In sentences; what is optimistic says so.</summary>
    public static IEnumerable<string> Assumptions(RunSettings settings, LoadedData data, RunResult run)
    {
        var (matching, instruments) = (settings.Matching, data.Instruments);
        if (instruments.Any(one => one.IsSimulated)) yield return "SIMULATED MARKET: these prices were generated and say nothing about any real market.";
        yield return matching.FillTiming == FillTiming.NextOpen
            ? "Orders given at a bar's close are filled at the next bar's open."
            : "OPTIMISTIC: orders are filled at the very close that they were decided on.";
        yield return $"{(matching.Fill.IsOptimistic ? "OPTIMISTIC: inside" : "Inside")} a bar: {matching.Fill.Summary} ({matching.Fill.Name}).";
        yield return Slippage(matching.Slippage, data);
        yield return "Fees: " + (matching.Fees is { } own ? Words(own) + ", instead of the instrument's own." : string.Join("; ", instruments.Select(one => $"{one.Symbol} {Words(one.Fees)}")) + ".");
        yield return Volume(matching.VolumeShare, data.Series);
        if (matching.Latency is not NoLatency) yield return $"An order is on its way to the venue for a while: {matching.Latency.Name} (milliseconds).";
        yield return "No order is filled across a gap in the data: market orders are cancelled, and limit orders that the price jumped over; stops stay. Positions are kept.";
        yield return Text($"Buying power is checked when an order is given, at the last close; the account may hold {settings.Leverage:0.##} times its equity. SetHoldings keeps {settings.CashBuffer * 100m:0.##} % of equity in cash.");
        if (settings.Limits is { } limits) yield return $"Every order is judged by version {limits.Version} of the limits.";
        foreach (var sentence in Borrowing(settings, run)) yield return sentence;
    }

    private static IEnumerable<string> Borrowing(RunSettings settings, RunResult run)
    {
        var financing = settings.Account.Financing;
        var hasShorts = run.Trades.Any(trade => trade.Side == Core.Orders.OrderSide.Sell && trade.Instrument is { Margined: not true, AssetClass: not Core.Instruments.AssetClass.Future });
        if (hasShorts) yield return financing.BorrowRate == 0m ? "OPTIMISTIC: what is sold short is borrowed for nothing." : Text($"What is sold short costs {financing.BorrowRate * 100m:0.##} % of its worth a year.");
        if (settings.Leverage > 1m) yield return financing.DebitRate == 0m ? "OPTIMISTIC: borrowed money costs nothing." : Text($"Borrowed money costs {financing.DebitRate * 100m:0.##} % a year.");
        yield return "Cash earns no interest. Positions that equity no longer carries are closed at the next bar (margin call).";
    }

    private static string Slippage(SlippageModel slippage, LoadedData data) => slippage switch
    {
        { IsOptimistic: true } => "OPTIMISTIC: no slippage; every fill gets the bar's own price.",
        HalfSpread when data.Instruments.Where(one => one.TypicalSpreadBasisPoints == 0m).ToArray() is { Length: > 0 } unknown =>
            $"OPTIMISTIC: no slippage on {string.Join(", ", unknown.Select(one => one.Symbol))}, whose usual spread is not known.",
        HalfSpread => "Slippage: every fill pays half the instrument's usual spread: " + string.Join(", ", data.Instruments.Select(one => Text($"{one.Symbol} {one.TypicalSpreadBasisPoints / 2m:0.####} bps"))) + ".",
        FixedSlippage fix => Text($"Slippage: every fill is {fix.BasisPoints:0.####} bps worse than the bar's price."),
        VolumeShareSlippage impact => Text($"Slippage: half the usual spread, and {impact.Coefficient:0.####} of the price times the square of the order's share of the volume."),
        SquareRootImpact impact => Text($"Slippage: half the usual spread, and {impact.Coefficient:0.####} of the price times the root of the order's share of the volume."),
        _ => $"Slippage: {slippage.Name}.",
    };

    private static string Volume(decimal? share, IReadOnlyList<BarSeries> series)
    {
        if (share is null) return "OPTIMISTIC: orders of any size are filled whole.";

        var blind = series.Where(one => !one.HasVolume).Select(one => one.Instrument.Symbol.ToString()).Distinct().ToArray();
        var limit = Text($"Orders trade at most {share * 100m:0.####} % of a bar's volume; the rest waits for the next bar.");
        return blind.Length == 0 ? limit : $"{limit} OPTIMISTIC: {string.Join(", ", blind)} has no volume in its data, so its orders are filled whole.";
    }

    private static string Words(FeeSchedule fees) => fees switch
    {
        NoFee => "none",
        PercentFee { TakerBasisPoints: var taker, MakerBasisPoints: var maker } => taker == maker ? Text($"{taker:0.####} bps") : Text($"{taker:0.####} bps taker, {maker:0.####} bps maker"),
        PerShareFee share => Text($"{share.PerShare:0.####} a share, at least {share.Minimum:0.##}") + (share.MaximumPercent is { } most ? Text($", at most {most:0.##} %") : ""),
        PerContractFee contract => Text($"{contract.PerContract:0.####} a contract"),
        FeesByDate dated => string.Join(", then ", dated.Stretches.Select((one, index) => index == 0 ? Words(one.Fees) : $"{Words(one.Fees)} from {one.From} on")),
        _ => ModelNames.Of(fees),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
