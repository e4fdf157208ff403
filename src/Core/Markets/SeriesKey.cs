using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Markets;

/// <summary>Names one stored series: whose, of what, and for bars how long each lasts (ticks have no interval).</summary>
public sealed record SeriesKey
{
    public SeriesKey(Symbol symbol, SeriesKind kind, Interval? interval)
    {
        if (interval is null != kind is SeriesKind.Trades or SeriesKind.Quotes)
            throw new ArgumentException($"A series of {kind} {(interval is null ? "needs" : "has no")} interval.", nameof(interval));
        Symbol = symbol;
        Kind = kind;
        Interval = interval;
    }

    public Symbol Symbol { get; }

    public SeriesKind Kind { get; }

    public Interval? Interval { get; }

    public override string ToString() => Interval is { } interval ? $"{Symbol} {Kind} {interval}" : $"{Symbol} {Kind}";
}
