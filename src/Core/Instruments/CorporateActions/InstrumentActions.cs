using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>What happens to raw prices of one instrument: its dividends and splits.</summary>
public sealed record InstrumentActions(Symbol Symbol, AdjustmentFactors Factors);

/// <summary>At which moment what belongs to a trading date happens: before the first trade of the day, where trading before hours counts to it.</summary>
public static class ActionMoments
{
    public static Instant64 EffectiveAt(this Split split, Instrument instrument) => StartOf(split.EffectiveOn(instrument.Calendar), instrument);

    public static Instant64 PaidAt(this Dividend dividend, Instrument instrument) => StartOf(dividend.PaidOn(instrument.Calendar), instrument);

    public static Instant64 StartOf(LocalDate date, Instrument instrument)
    {
        var regular = instrument.Calendar.TradingDay(date)?.Open ?? instrument.Calendar.MomentOf(date, 0);
        return instrument.Calendar.ExtendedHoursOf(date) is [var first, ..] ? Instant64.Min(first.Open, regular) : regular;
    }
}
