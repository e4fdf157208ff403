using AlgoTrendy.Core.Indicators;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

public class PivotPointsTests
{
    // Of a day with high 110, low 100 and close 104.
    [Theory]
    [InlineData(PivotKind.Standard, 314 / 3.0, 628 / 3.0 - 100, 314 / 3.0 + 10, 110 + 2 * (314 / 3.0 - 100), 628 / 3.0 - 110, 314 / 3.0 - 10, 100 - 2 * (110 - 314 / 3.0))]
    [InlineData(PivotKind.Fibonacci, 314 / 3.0, 314 / 3.0 + 3.82, 314 / 3.0 + 6.18, 314 / 3.0 + 10, 314 / 3.0 - 3.82, 314 / 3.0 - 6.18, 314 / 3.0 - 10)]
    [InlineData(PivotKind.Camarilla, 314 / 3.0, 104 + 11 / 12.0, 104 + 11 / 6.0, 104 + 11 / 4.0, 104 - 11 / 12.0, 104 - 11 / 6.0, 104 - 11 / 4.0)]
    [InlineData(PivotKind.Woodie, 104.5, 109, 114.5, 119, 99, 94.5, 89)]
    public void The_day_before_draws_the_lines(PivotKind kind, double pivot, double r1, double r2, double r3, double s1, double s2, double s3)
    {
        var points = new PivotPoints(kind);

        for (var hour = 0; hour < 24; hour++)
        {
            points.Update(ReferenceQuotes.At(hour, 103, hour == 5 ? 110 : 105, hour == 9 ? 100 : 102, 104, 1));
            Assert.False(points.IsReady);
        }

        points.Update(ReferenceQuotes.At(24, 200, 300, 50, 250, 1));
        double[] expected = [pivot, r1, r2, r3, s1, s2, s3];
        double[] actual = [points.Value, points.R1, points.R2, points.R3, points.S1, points.S2, points.S3];
        Assert.All(expected.Zip(actual), pair => Numbers.Same(pair.First, pair.Second, 1e-12, kind.ToString()));
    }

    // 1 January 2020 is a Wednesday: the week ends with Sunday the 5th, the month with the 31st.
    [Theory]
    [InlineData(PivotPeriod.Day, 24), InlineData(PivotPeriod.Week, 5 * 24), InlineData(PivotPeriod.Month, 31 * 24)]
    public void Lines_change_with_the_period_and_not_before(PivotPeriod period, int firstHour)
    {
        var points = new PivotPoints(period: period);

        var ready = Enumerable.Range(0, 800).First(hour => !double.IsNaN(points.Update(ReferenceQuotes.At(hour, 1, 1, 1, 1, 1))));

        Assert.Equal(firstHour, ready);
    }
}
