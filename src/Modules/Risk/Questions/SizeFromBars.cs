using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Modules.Risk.Portfolios;
using NodaTime;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Takes the average true range, or the volatility, of daily bars where nobody gave it. Pure.</summary>
internal static class SizeFromBars
{
    private const int UsualRanges = 14;
    private const int UsualReturns = 60;
    private const int Places = 10;

    // Wilder's average never forgets; after so many lengths what was before counts for less than half a per mille.
    private const int LengthsOfRanges = 8;

    public static bool IsNeeded(SizeRequest asked) => asked is { Method: SizeMethod.Atr, Atr: null } or { Method: SizeMethod.VolatilityTarget, Volatility: null };

    /// <summary>How many calendar days have enough bars: of seven, stocks trade on five, and a few are holidays.</summary>
    public static int DaysFor(SizeRequest asked) => (LengthOf(asked) * (asked.Method == SizeMethod.Atr ? LengthsOfRanges : 1) + 1) * 8 / 5 + 10;

    public static (SizeBasis? Basis, RiskRefusal? Refusal) Take(SizeRequest asked, Instrument instrument, BarReply bars, Instant now)
    {
        var (length, isRange) = (LengthOf(asked), asked.Method == SizeMethod.Atr);
        var used = isRange ? bars.Bars : [.. bars.Bars.TakeLast(length + 1)];
        var field = isRange ? "atr" : "volatility";
        if (used.Count == 0) return (null, new(RefusalCodes.NoVolatility, $"{bars.Reason} Or give {field}.", field));
        if (used.Count <= length) return (null, new(RefusalCodes.NoVolatility, $"There are {used.Count} daily bars of {instrument.Symbol}, and {length + 1} are needed: give {field}, or a shorter length.", field));

        var value = isRange ? RangeOf(used, length) : VolatilityOf(used, instrument);
        if (!(value is > 0 and < 1e12)) return (null, new(RefusalCodes.NoVolatility, $"No {field} can be taken of the daily bars of {instrument.Symbol}: they do not move, or fell to zero. Give it.", field));

        var to = used[^1].CloseTime;
        return (new(isRange ? SizeMeasure.Atr : SizeMeasure.Volatility, decimal.Round((decimal)value, Places), length, used.Count, used[0].OpenTime, to, Math.Max(0L, (long)(now - to.ToInstant()).TotalMilliseconds), bars.Assumptions), null);
    }

    private static int LengthOf(SizeRequest asked) => asked.Length ?? (asked.Method == SizeMethod.Atr ? UsualRanges : UsualReturns);

    private static double RangeOf(IReadOnlyList<HistoryBar> bars, int length)
    {
        var atr = new Atr(length);
        foreach (var bar in bars) atr.Update(new(bar.OpenTime, bar.CloseTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
        return atr.Value;
    }

    private static double VolatilityOf(IReadOnlyList<HistoryBar> bars, Instrument instrument)
    {
        var closes = new DailyCloses(bars);
        return closes.HasReturns ? ReturnStatistics.Volatility(closes.Returns(DailyCloses.CommonDays([closes])), ReturnConvention.Usual.DaysAYear(instrument.Calendar)) : double.NaN;
    }
}
