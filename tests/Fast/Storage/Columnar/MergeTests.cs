using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

/// <summary>The store against a dictionary: whatever is appended in whatever order, both hold and say the same.</summary>
public class MergeTests
{
    /// <summary>Rows of one batch as (minute, variant); rows of one minute and one variant are equal.</summary>
    private sealed record Batch(int[] Minutes, int[] Variants, bool Replace);

    private static readonly Gen<Batch> Batches =
        from minutes in Gen.Choose(0, 40).ArrayOf().Where(all => all.Length > 0)
        from variants in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 2))).ArrayOf(minutes.Length)
        from replace in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Batch([.. minutes.Order()], variants, replace);

    private static readonly Gen<(Batch[] Batches, int RowsPerBlock)> Stories =
        from batches in Batches.ArrayOf().Where(all => all.Length is > 0 and < 8)
        from rowsPerBlock in Gen.Choose(1, 7)
        select (batches, rowsPerBlock);

    [Theory]
    [InlineData(SeriesKind.Bars), InlineData(SeriesKind.Trades)]
    public void Batches_in_any_order_leave_what_a_naive_model_holds(SeriesKind kind) =>
        Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            using var folder = new StoreFolder(story.RowsPerBlock);
            var key = kind == SeriesKind.Bars ? StoreFolder.Bars : StoreFolder.Trades;
            var model = new NaiveSeries(oneRowATime: kind == SeriesKind.Bars);
            foreach (var batch in story.Batches)
            {
                var expected = model.Append(batch.Minutes, batch.Variants, batch.Replace);

                var summary = folder.Append(key, Rows(kind, batch.Minutes, batch.Variants), batch.Replace);

                Assert.Equal(expected, (summary.Stored, summary.AlreadyThere, string.Join(',', summary.Conflicts)));
                Assert.Null(summary.Notice);
                Sample.AssertSame(Rows(kind, model.Minutes, model.Variants), folder.Store.Read(key));
                Assert.All(folder.Store.Verify(), verdict => Assert.Empty(verdict.Damages));
            }
        }).QuickCheckThrowOnFailure();

    private static Columns Rows(SeriesKind kind, int[] minutes, int[] variants)
    {
        var builder = new ColumnsBuilder(kind);
        for (var row = 0; row < minutes.Length; row++) builder.Add(Sample.Minute(minutes[row]), Sample.Values(kind, minutes[row], variants[row]));
        return builder.Build();
    }

    /// <summary>The obvious way: a list of rows a minute.</summary>
    private sealed class NaiveSeries(bool oneRowATime)
    {
        private readonly SortedDictionary<int, List<int>> _rows = [];

        public int[] Minutes => [.. _rows.SelectMany(pair => pair.Value.Select(_ => pair.Key))];

        public int[] Variants => [.. _rows.Values.SelectMany(all => all)];

        public (long Stored, long AlreadyThere, string Conflicts) Append(int[] minutes, int[] variants, bool replace)
        {
            long stored = 0, known = 0;
            var conflicts = new List<int>();
            foreach (var group in Enumerable.Range(0, minutes.Length).GroupBy(row => minutes[row]))
            {
                // Of two bars of one time in a batch the first counts.
                var rows = (oneRowATime ? group.Take(1) : group).ToList();
                foreach (var twin in group.Except(rows))
                {
                    if (variants[twin] == variants[rows[0]]) known++;
                    else conflicts.Add(twin);
                }

                var unmatched = new List<int>();
                var rest = _rows.TryGetValue(group.Key, out var there) ? there.ToList() : [];
                foreach (var row in rows)
                    if (!rest.Remove(variants[row])) unmatched.Add(row);

                if (there is null || (replace && unmatched.Count > 0))
                {
                    _rows[group.Key] = [.. rows.Select(row => variants[row])];
                    stored += rows.Count;
                }
                else
                {
                    known += rows.Count - unmatched.Count;
                    conflicts.AddRange(unmatched);
                }
            }

            return (stored, known, string.Join(',', conflicts.Order()));
        }
    }
}
