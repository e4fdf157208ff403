using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Reads one instrument's bars from a store: of the wanted length or made of shorter ones, over all its tickers, raw or adjusted.</summary>
public sealed class InstrumentBars(ColumnStore store, Instrument instrument)
{
    public Instrument Instrument => instrument;

    public bool CanMake(Interval length) => Choose([.. Keys(store.TickerMapOf(instrument.Symbol))], length) is not null;

    /// <param name="assumptions">Gets what had to be assumed, in sentences.</param>
    /// <param name="reason">Why there is nothing, and what to do; null when there is something.</param>
    public BarSeries? Read(BarChoice choice, List<string> assumptions, out string? reason)
    {
        reason = null;
        var (wanted, from, to) = (choice.Interval, choice.From, choice.To);
        var tickers = store.TickerMapOf(instrument.Symbol);
        var there = Keys(tickers).ToArray();
        if (Choose(there, wanted) is not { } source)
        {
            reason = there.Length == 0
                ? $"No bars of {instrument.Symbol} are stored. Import them first: algotrendy data import PATH"
                : $"Bars of {instrument.Symbol} are stored for {string.Join(", ", there.Select(key => key.Interval).Distinct())}, which cannot make bars of {wanted}.";
            return null;
        }

        var length = source.Interval!.Value;
        var rows = Follow(tickers, source, from, to);
        if (source.Kind == SeriesKind.QuoteBars)
        {
            rows = MidBars.Of(rows);
            assumptions.Add($"{instrument.Symbol} has quotes, not trades: its bars lie halfway between bid and ask and have no volume.");
        }

        if (!choice.ExtendedHours) rows = InRegularHours(rows, length, assumptions);
        var target = wanted ?? length;
        if (target != length) rows = CoarserBars.Of(rows, length, target, instrument.Calendar);
        if (rows.Count == 0)
        {
            reason = $"Nothing of {instrument.Symbol} {length} is stored {Range(from, to)}.";
            return null;
        }

        return Adjust(new BarSeries(instrument, target, rows), choice.IsAdjusted, assumptions);
    }

    /// <summary>The shortest bars that are stored of the same time, treated alike; null where none are shorter.</summary>
    public BarSeries? Finer(BarSeries bars, BarChoice choice)
    {
        var tickers = store.TickerMapOf(instrument.Symbol);
        var source = Keys(tickers).Where(key => key.Kind == SeriesKind.Bars && key.Interval!.Value.Length < bars.Interval.Length).MinBy(key => key.Interval!.Value.Length);
        if (source is null) return null;

        var rows = Follow(tickers, source, bars.OpenTime[0].ToInstant(), bars.CloseTime[^1].ToInstant());
        if (!choice.ExtendedHours) rows = InRegularHours(rows, source.Interval!.Value, []);
        return rows.Count == 0 ? null : Adjust(new BarSeries(instrument, source.Interval!.Value, rows), choice.IsAdjusted, []);
    }

    private Columns InRegularHours(Columns rows, Interval length, List<string> assumptions)
    {
        var regular = RegularHours.Of(rows, length, instrument.Calendar);
        if (regular.Count < rows.Count)
            assumptions.Add($"{rows.Count - regular.Count} bars of {instrument.Symbol} outside regular trading hours ({instrument.Calendar.Name}) are left out; --extended-hours runs on them too.");
        return regular;
    }

    private BarSeries Adjust(BarSeries raw, bool isAdjusted, List<string> assumptions)
    {
        if (store.FactorsOf(instrument.Symbol) is not { } factors)
        {
            if (instrument is { AssetClass: AssetClass.Stock, IsSimulated: false }) assumptions.Add($"There are no dividends and splits of {instrument.Symbol} in the store: its prices are used as they are.");
            return raw;
        }

        assumptions.Add(isAdjusted ? $"Prices of {instrument.Symbol} are adjusted for dividends and splits." : $"Prices of {instrument.Symbol} are raw: dividends are paid in cash, splits change what is held.");
        return isAdjusted ? AdjustedBars.Of(raw, factors) : raw;
    }

    private IEnumerable<SeriesKey> Keys(TickerMap? tickers)
    {
        var symbols = new HashSet<Symbol> { instrument.Symbol };
        foreach (var row in tickers?.Rows ?? []) symbols.Add(new(row.Ticker.ToUpperInvariant(), instrument.Symbol.Venue));
        return store.List().Where(key => symbols.Contains(key.Symbol) && key.Kind is SeriesKind.Bars or SeriesKind.QuoteBars);
    }

    /// <summary>Trades before quotes; the wanted length itself, or else the longest that it can be made of.</summary>
    private static SeriesKey? Choose(IReadOnlyList<SeriesKey> there, Interval? wanted) => wanted is { } length
        ? there.Where(key => key.Interval == length || CoarserBars.CanMake(length, key.Interval!.Value)).OrderBy(key => key.Interval == length ? 0 : 1).ThenBy(key => key.Kind).ThenByDescending(key => key.Interval!.Value.Length).FirstOrDefault()
        : there.OrderBy(key => key.Kind).ThenBy(key => key.Interval!.Value.Length).FirstOrDefault();

    private Columns Follow(TickerMap? tickers, SeriesKey source, Instant? from, Instant? to)
    {
        var (start, end) = (from is { } begin ? Instant64.FromInstant(begin) : Instant64.MinValue, to is { } last ? Instant64.FromInstant(last) : Instant64.MaxValue);
        if (tickers is null) return store.Read(new(instrument.Symbol, source.Kind, source.Interval), start, end);

        var zone = instrument.Calendar.Zone;
        var first = from?.InZone(zone).Date ?? tickers.FirstDate;
        return SecurityPrices.Follow(tickers, first, to?.InZone(zone).Date ?? tickers.DelistedOn ?? LocalDate.MaxIsoValue, zone, source.Kind, Fetch).Between(start, end);

        Columns Fetch(string ticker, Instant64 since, Instant64 until) =>
            store.Read(new(new(ticker.ToUpperInvariant(), instrument.Symbol.Venue), source.Kind, source.Interval), since, until);
    }

    private static string Range(Instant? from, Instant? to) => (from, to) switch
    {
        (null, null) => "at all",
        ({ } start, null) => $"from {start} on",
        (null, { } end) => $"before {end}",
        ({ } start, { } end) => $"from {start} to {end}",
    };
}
