using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.MarketData.Bars;

/// <summary>Reads pages of bars from the store.</summary>
internal sealed class StoredBars(ColumnStore store)
{
    private const string Source = "store";

    /// <summary>Bars of [from, to), at most <paramref name="limit"/>: the first ones, or without a beginning the last ones. Null when no such series is stored.</summary>
    public BarPage? Read(Instrument instrument, Interval interval, Instant64? from, Instant64? to, int limit)
    {
        if (store.Open(new(instrument.Symbol, SeriesKind.Bars, interval)) is not { } reader) return null;

        var rows = from is null ? Last(reader, to, limit) : First(reader, from, to, limit + 1);
        var next = from is not null && rows.Count > limit ? rows[limit].OpenTime : (Instant64?)null;
        return new([.. rows.Take(limit).Select(row => ToBar(row, instrument, interval))], next?.ToInstant());
    }

    /// <summary>The lengths of the bars that are stored of a symbol, the shortest first.</summary>
    public IReadOnlyList<Interval> IntervalsOf(Symbol symbol) =>
        [.. store.List().Where(key => key.Symbol == symbol && key.Kind == SeriesKind.Bars).Select(key => key.Interval).OfType<Interval>().Order()];

    private static List<Row> First(SeriesReader reader, Instant64? from, Instant64? to, int count)
    {
        var rows = new List<Row>();
        foreach (var block in reader.ReadBlocks(from, to))
        {
            for (var i = 0; i < block.Count && rows.Count < count; i++) rows.Add(Row.Of(block, i));
            if (rows.Count == count) break;
        }

        return rows;
    }

    private static List<Row> Last(SeriesReader reader, Instant64? to, int count)
    {
        var rows = new List<Row>();
        for (var number = reader.BlockCount - 1; number >= 0 && rows.Count < count; number--)
        {
            var block = reader.Block(number);
            for (var i = block.Count - 1; i >= 0 && rows.Count < count; i--)
                if (to is null || block.Times[i] < to) rows.Add(Row.Of(block, i));
        }

        rows.Reverse();
        return rows;
    }

    private static StoredBar ToBar(Row row, Instrument instrument, Interval interval) => new(
        instrument.Symbol, interval, "time", row.OpenTime.ToInstant(), BarSeries.CloseTimeOf(row.OpenTime, interval, instrument.Calendar).ToInstant(),
        (decimal)row.Open, (decimal)row.High, (decimal)row.Low, (decimal)row.Close, (decimal)row.Volume, Closed: true, instrument.IsSimulated ? "simulated" : Source);

    private readonly record struct Row(Instant64 OpenTime, double Open, double High, double Low, double Close, double Volume)
    {
        public static Row Of(Columns block, int index) =>
            new(block.Times[index], block.Values(0)[index], block.Values(1)[index], block.Values(2)[index], block.Values(3)[index], block.Values(4)[index]);
    }
}
