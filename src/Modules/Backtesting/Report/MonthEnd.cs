using AlgoTrendy.Contracts.Backtesting;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The last equity that was recorded in a month, UTC.</summary>
internal readonly record struct MonthEnd(int Year, int Month, decimal Equity)
{
    /// <summary>Of every month with a point, in time order. What is recorded at midnight when a month begins ends the month before: it closes that month's last bar.</summary>
    public static IReadOnlyList<MonthEnd> Of(IReadOnlyList<EquityPoint> points, decimal startEquity)
    {
        var months = new List<MonthEnd>();
        var end = Instant.MinValue;
        for (var index = BeginsMonth(points, startEquity) ? 1 : 0; index < points.Count; index++)
        {
            var (time, equity) = points[index];
            if (time <= end)
            {
                months[^1] = months[^1] with { Equity = equity };
                continue;
            }

            var month = MonthBefore(time);
            end = month.PlusMonths(1).OnDayOfMonth(1).AtMidnight().InUtc().ToInstant();
            months.Add(new(month.Year, month.Month, equity));
        }

        return months;
    }

    // A run may note its starting equity at the midnight that it begins at; that ends no month.
    private static bool BeginsMonth(IReadOnlyList<EquityPoint> points, decimal startEquity) =>
        points.Count > 1 && points[0].Equity == startEquity && MonthBefore(points[0].Time) != points[0].Time.InUtc().Date.ToYearMonth();

    private static YearMonth MonthBefore(Instant time) => (time - Duration.Epsilon).InUtc().Date.ToYearMonth();
}
