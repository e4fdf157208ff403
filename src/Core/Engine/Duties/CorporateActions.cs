using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>From the first session of a date on, what was one instrument is another: FB became META.</summary>
public sealed record TickerChange(Symbol From, Symbol To, LocalDate FirstDate);

/// <summary>Puts dividends, splits and changes of tickers on the agenda of a run.</summary>
internal static class CorporateActions
{
    public static void Plan(MarketData data, AccountDuties duties, Agenda agenda, Instant64 from)
    {
        foreach (var (symbol, factors) in data.Actions)
        {
            if (data.Instruments.FirstOrDefault(one => one.Symbol == symbol) is not { } instrument) continue;

            foreach (var split in factors.Splits) At(split.EffectiveAt(instrument), () => duties.Split(instrument, split));
            foreach (var dividend in factors.Dividends) At(dividend.PaidAt(instrument), () => duties.PayDividend(instrument, dividend));
        }

        foreach (var change in data.TickerChanges)
        {
            var (old, next) = (InstrumentOf(data, change.From), InstrumentOf(data, change.To));
            At(ActionMoments.StartOf(change.FirstDate, old), () => duties.Rename(old, next));
        }

        foreach (var instrument in data.Instruments)
            if (instrument.Expiry is { } expiry) At(expiry, () => duties.Expire(instrument));

        void At(Instant64 time, Action what)
        {
            if (time > from) agenda.Add(time, what);
        }
    }

    private static Instrument InstrumentOf(MarketData data, Symbol symbol) =>
        data.Instruments.FirstOrDefault(one => one.Symbol == symbol) ?? throw new ArgumentException($"{symbol} changes its ticker, but is not in this run.");
}
