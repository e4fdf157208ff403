using AlgoTrendy.Core.Indicators;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>A lot, or part of one, that is closed: a line of a tax report. Amounts in the instrument's currency, without fees.</summary>
/// <param name="Lot">The lot's number in its position.</param>
/// <param name="Quantity">Negative where it was short.</param>
/// <param name="Proceeds">What selling it brought; of a short, when it was opened.</param>
/// <param name="Cost">What buying it cost; of a short, when it was closed.</param>
public readonly record struct ClosedLot(long Lot, Instant64 OpenedAt, Instant64 ClosedAt, decimal Quantity, decimal Proceeds, decimal Cost)
{
    public decimal Gain => Proceeds - Cost;

    /// <summary>How long it was held, in calendar days (UTC).</summary>
    public int DaysHeld => (int)(UtcCalendar.DayOf(ClosedAt) - UtcCalendar.DayOf(OpenedAt));

    /// <summary>Held for more than a year, counted from the day after it was opened (IRS Publication 550); a short never is.</summary>
    public bool IsLongTerm => Quantity > 0m && ClosedAt.ToInstant().InUtc().Date > OpenedAt.ToInstant().InUtc().Date.PlusYears(1);
}
