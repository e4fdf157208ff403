using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What the check found; no findings means clean.</summary>
/// <param name="Cuts">At how many moments the future was taken away or changed.</param>
/// <param name="Findings">A sentence for each moment at which a decision before it changed.</param>
public sealed record LookaheadVerdict(int Cuts, IReadOnlyList<string> Findings)
{
    public bool IsClean => Findings.Count == 0;
}

/// <summary>Finds strategies that know the future: at chosen moments the data after them is cut off, then changed, and what was decided up to the moment must stay as it was.</summary>
/// <remarks>
/// Cutting alone misses a strategy that peeks only where there is something to peek at, so the future is also replaced by its mirror image.
/// The moments lie just after decisions, where a peek of a single bar shows, and at random places between, where decisions that should not be there show.
/// </remarks>
public static class LookaheadCheck
{
    private const int CutsAtDecisions = 12;
    private const int CutsBetween = 6;
    private const int ChangedBars = 64;
    private const int MostFindings = 5;

    /// <param name="make">Makes the strategy for the given data. It is called again for every run, so that what a strategy took from its data beforehand is found too.</param>
    /// <param name="seed">Chooses the moments.</param>
    public static LookaheadVerdict Run(Func<IReadOnlyList<BarSeries>, Strategy> make, IReadOnlyList<BarSeries> series, RunSettings settings, ulong seed) =>
        Run(make, new MarketData { Bars = series }, settings, seed);

    /// <param name="make">Makes the strategy for the given bars, for every run anew.</param>
    /// <param name="data">With at least one series of bars; ticks and messages of books are cut with them.</param>
    /// <param name="seed">Chooses the moments.</param>
    public static LookaheadVerdict Run(Func<IReadOnlyList<BarSeries>, Strategy> make, MarketData data, RunSettings settings, ulong seed)
    {
        var series = data.Bars;
        var whole = Decide(make, data, settings);
        var again = Decide(make, data, settings);
        if (Difference(whole, again, Instant64.MaxValue) is { } unstable)
            return new(0, [$"Two runs on the same data differ, so the strategy knows something beside its data: {unstable}"]);

        var cuts = ChooseCuts(whole, data, new RandomSource(seed));
        var findings = new List<string>();
        foreach (var cut in cuts)
        {
            if (FindingAt(cut) is { } finding) findings.Add(finding);
            if (findings.Count == MostFindings) break;
        }

        return new(cuts.Count, findings);

        string? FindingAt(Instant64 cut)
        {
            var known = UpTo(data, cut);
            if (Difference(whole, Decide(make, known, settings), cut) is { } missing) return $"Without the data after {cut}: {missing}";
            return Difference(whole, Decide(make, known with { Bars = Mirrored(series, known.Bars) }, settings), cut) is { } changed ? $"With other data after {cut}: {changed}" : null;
        }
    }

    private static IReadOnlyList<Decision> Decide(Func<IReadOnlyList<BarSeries>, Strategy> make, MarketData data, RunSettings settings) =>
        Backtest.Run(make(data.Bars), data, settings, observer: null, keepsDecisions: true).Decisions;

    /// <summary>The first decision up to the moment in which two runs differ, as a sentence; null when they agree.</summary>
    private static string? Difference(IReadOnlyList<Decision> whole, IReadOnlyList<Decision> other, Instant64 upTo)
    {
        for (var index = 0; ; index++)
        {
            var (left, right) = (At(whole, index), At(other, index));
            if (left != right) return $"{Words(left)} became {Words(right)}.";
            if (left is null) return null;
        }

        Decision? At(IReadOnlyList<Decision> decisions, int index) =>
            index < decisions.Count && decisions[index] is var made && (made.Time < upTo || (made.Time == upTo && !made.AtOpen)) ? made : null;

        static string Words(Decision? decision) => decision is { } made ? $"{(made.Kind == DecisionKind.Submit ? "" : made.Kind + " ")}{made.Side} {made.Quantity:0.########} {made.Symbol} at {made.Time}" : "no further order";
    }

    private static List<Instant64> ChooseCuts(IReadOnlyList<Decision> decisions, MarketData data, RandomSource random)
    {
        // From where every series has begun, so that no cut leaves one of them empty.
        var series = data.Bars;
        var from = series.Select(one => one.CloseTime[0]).Concat(data.Ticks.Select(one => one.Times[0])).Concat(data.Books.Select(one => one.Times[0])).Max();
        var to = series.Max(one => one.CloseTime[^1]);
        var cuts = new SortedSet<Instant64>();
        if (decisions.Count > 0) cuts.UnionWith([decisions[0].Time, decisions[^1].Time]);
        for (var draw = 0; draw < CutsAtDecisions && decisions.Count > 0; draw++) cuts.Add(decisions[random.NextBelow(decisions.Count)].Time);
        for (var draw = 0; draw < CutsBetween; draw++)
        {
            var one = series[random.NextBelow(series.Count)];
            cuts.Add(one.CloseTime[random.NextBelow(one.Count)]);
        }

        // A timer may decide within a bar, of which a run up to that moment would not even know the open: such a moment counts as the close before it.
        return [.. cuts.Where(cut => cut >= from && cut < to).Select(cut => LastCloseUpTo(series, cut)).Where(cut => cut >= from).Distinct()];
    }

    private static Instant64 LastCloseUpTo(IReadOnlyList<BarSeries> series, Instant64 moment) => series.Max(one => one.CloseTime[BarsUpTo(one, moment) - 1]);

    private static MarketData UpTo(MarketData data, Instant64 cut) => data with
    {
        Bars = [.. data.Bars.Select(one => one.Slice(0, BarsUpTo(one, cut)))],
        Ticks = [.. data.Ticks.Select(one => one.Slice(0, one.Times.CountUpTo(cut)))],
        Books = [.. data.Books.Select(one => one.Slice(0, one.Times.CountUpTo(cut)))],
    };

    /// <summary>The known bars, then a stretch in which every price moves the other way than it really did.</summary>
    private static BarSeries[] Mirrored(IReadOnlyList<BarSeries> series, IReadOnlyList<BarSeries> known)
    {
        var changed = new BarSeries[known.Count];
        for (var index = 0; index < known.Count; index++) changed[index] = Mirrored(series[index], known[index].Count);
        return changed;
    }

    private static BarSeries Mirrored(BarSeries one, int known)
    {
        var count = Math.Min(one.Count, known + ChangedBars);
        var builder = new ColumnsBuilder(SeriesKind.Bars, count);
        var pivot = one.Close[known - 1];
        for (var index = 0; index < count; index++)
        {
            var bar = one[index];
            if (index >= known) bar = bar with { Open = Mirror(bar.Open), High = Mirror(bar.Low), Low = Mirror(bar.High), Close = Mirror(bar.Close), Volume = bar.Volume * 2 + 1 };
            builder.Add(bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        }

        return new(one.Instrument, one.Interval, builder.Build()) { IsAdjusted = one.IsAdjusted };

        // Twice the move the other way, so that even a comparison with the next close comes out differently; never at or below zero.
        double Mirror(double price) => price > 0 && pivot > 0 ? pivot * (pivot / price) * (pivot / price) : 2 * pivot - price;
    }

    private static int BarsUpTo(BarSeries one, Instant64 cut) => one.CloseTime.CountUpTo(cut);
}
