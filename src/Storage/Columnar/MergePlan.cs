using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>What becomes of a row that is handed to the store.</summary>
internal enum RowFate : byte
{
    Store,
    AlreadyThere,
    Replace,
    Conflict,
}

/// <summary>Decides for each row of a batch whether it is new, known, or says something else than the stored row of its time.</summary>
/// <remarks>
/// Bars have one row a time: of two in one batch the first counts. Ticks may share a time: a batch's ticks of one time are known when the
/// stored ticks of that time contain them all, and are in conflict otherwise.
/// </remarks>
internal sealed class MergePlan
{
    private readonly Columns _rows;
    private readonly bool _replace;
    private readonly bool _oneRowATime;

    private MergePlan(Columns rows, bool replace)
    {
        _rows = rows;
        _replace = replace;
        _oneRowATime = HasOneRowATime(rows.Kind);
        Fates = new RowFate[rows.Count];
    }

    public RowFate[] Fates { get; }

    /// <summary>Whether a row goes before the last stored one, so that adding at the end will not do.</summary>
    public bool NeedsRewrite { get; private set; }

    public static bool HasOneRowATime(SeriesKind kind) => kind is SeriesKind.Bars or SeriesKind.QuoteBars;

    public static MergePlan Make(SeriesReader? stored, Columns rows, bool replace)
    {
        var plan = new MergePlan(rows, replace);
        var cursor = new RowCursor(stored, rows.Times[0], rows.Times[^1]);
        var known = new List<RowPlace>();
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = EndOfTime(rows, start);
            cursor.TakeTime(rows.Times[start], known);
            if (plan._oneRowATime) plan.JudgeBar(start, end, known);
            else plan.JudgeTicks(start, end, known);
            plan.NeedsRewrite |= plan.GoesBefore(stored?.Last, start, end);
        }

        return plan;
    }

    /// <summary>The first row behind <paramref name="start"/> that has another time.</summary>
    public static int EndOfTime(Columns rows, int start)
    {
        var times = rows.Times;
        var end = start + 1;
        while (end < times.Length && times[end] == times[start]) end++;
        return end;
    }

    private void JudgeBar(int start, int end, List<RowPlace> known)
    {
        if (known.Count > 0) Fates[start] = known[0].Equals(_rows, start) ? RowFate.AlreadyThere : Otherwise;
        var first = new RowPlace(_rows, start);
        for (var row = start + 1; row < end; row++) Fates[row] = first.Equals(_rows, row) ? RowFate.AlreadyThere : RowFate.Conflict;
    }

    private void JudgeTicks(int start, int end, List<RowPlace> known)
    {
        if (known.Count == 0) return;
        var isContained = true;
        for (var row = start; row < end; row++)
        {
            var match = known.FindIndex(place => place.Equals(_rows, row));
            Fates[row] = match < 0 ? Otherwise : RowFate.AlreadyThere;
            if (match < 0) isContained = false;
            else known.RemoveAt(match);
        }

        // The ticks of one time are replaced together, or their order would be lost.
        if (!isContained && _replace) Fates.AsSpan(start, end - start).Fill(RowFate.Replace);
    }

    private RowFate Otherwise => _replace ? RowFate.Replace : RowFate.Conflict;

    private bool GoesBefore(Instant64? last, int start, int end) =>
        _rows.Times[start] <= last && Fates.AsSpan(start, end - start).IndexOfAny(RowFate.Store, RowFate.Replace) >= 0;
}
