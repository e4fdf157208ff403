using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Formats;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Conformance;

/// <summary>US stocks of the shared LEAN files, as bars of regular daily sessions.</summary>
internal static class LeanStocks
{
    public static Instrument Instrument(string ticker) => new()
    {
        Symbol = new(ticker.ToUpperInvariant(), "US"),
        AssetClass = AssetClass.Stock,
        Currency = Currency.Usd,
        Fees = PerShareFee.InteractiveBrokers,
        Calendar = BuiltInCalendars.UsEquity,
        TypicalSpreadBasisPoints = 1m,
    };

    public static AdjustmentFactors Factors(string ticker) => ((FactorFile)MarketFiles.Open(SharedData.Path($"lean/equity/usa/factor_files/{ticker}.csv"))).Factors;

    /// <summary>Daily bars of the trading dates [first, last], adjusted or raw.</summary>
    public static BarSeries Daily(string ticker, LocalDate first, LocalDate last, bool adjusted)
    {
        var instrument = Instrument(ticker);
        var file = (MarketFile)MarketFiles.Open(SharedData.Path($"lean/equity/usa/daily/{ticker}.zip"), new() { CalendarOf = _ => instrument.Calendar });
        var rows = SecurityPrices.Join(SeriesKind.Bars, [.. file.Read().Select(batch => batch.Rows)]);
        var raw = new BarSeries(instrument, Interval.OneDay, rows.Between(DailyBars.OpenOn(first, instrument.Calendar) ?? instrument.Calendar.SessionAtOrAfter(Midnight(first)).Open, Midnight(last.PlusDays(1))));
        return adjusted ? AdjustedBars.Of(raw, Factors(ticker)) : raw;

        NodaTime.HighPerformance.Instant64 Midnight(LocalDate date) =>
            NodaTime.HighPerformance.Instant64.FromInstant(date.AtStartOfDayInZone(instrument.Calendar.Zone).ToInstant());
    }
}
