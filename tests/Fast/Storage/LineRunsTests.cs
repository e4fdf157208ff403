using AlgoTrendy.Storage.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Storage;

public class LineRunsTests
{
    private static readonly Gen<(int[] Steps, int Taken)> Stories =
        from steps in Gen.Frequency((8, Gen.Constant(1)), (4, Gen.Constant(-1)), (1, Gen.Choose(2, 9)), (1, Gen.Constant(0)), (1, Gen.Constant(-99))).ArrayOf().Where(all => all.Length > 0)
        from taken in Gen.Choose(0, steps.Length)
        select (steps, taken);

    [Fact]
    public void Each_row_keeps_its_line_whichever_way_the_file_is_read() =>
        Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var runs = new LineRuns();
            var lines = new List<(string File, long Line)>();
            var (file, line) = ("a", 1000L);
            foreach (var step in story.Steps)
            {
                // 0 stands for another file, -99 for a row that is taken back.
                if (step == -99 && lines.Count > 0)
                {
                    runs.RemoveLast();
                    lines.RemoveAt(lines.Count - 1);
                    continue;
                }

                if (step == 0) file += "b";
                line += step;
                runs.Add(file, line);
                lines.Add((file, line));
            }

            var count = Math.Min(story.Taken, lines.Count);
            var first = runs.Take(count);
            var rest = runs.Take(lines.Count - count);

            return Enumerable.Range(0, count).All(row => LineRuns.OriginOf(first, row) == lines[row]) &&
                Enumerable.Range(0, lines.Count - count).All(row => LineRuns.OriginOf(rest, row) == lines[count + row]);
        }).QuickCheckThrowOnFailure();
}
