using NodaTime;

namespace AlgoTrendy.Core.Instruments;

/// <summary>What kind of trading a stretch of hours holds; strategies, daily bars and fills see the regular one only.</summary>
public enum HoursKind
{
    Regular,
    PreMarket,
    PostMarket,
}

/// <summary>One stretch of a trading date, every week: the half-open interval [Open, Close) in minutes of the exchange's wall clock.</summary>
/// <param name="Day">The weekday of the trading date, which may differ from the day on which the stretch begins.</param>
/// <param name="OpenMinute">Minutes after the midnight that begins the trading date, from -1440: negative is the evening before (-420 = 17:00).</param>
/// <param name="CloseMinute">As OpenMinute, up to 2880: more than 1440 is the day after.</param>
/// <param name="From">The first trading date with these hours; null: always.</param>
/// <param name="Until">The first trading date without them any more; null: for ever.</param>
public sealed record TradingHours(IsoDayOfWeek Day, int OpenMinute, int CloseMinute, HoursKind Kind = HoursKind.Regular, LocalDate? From = null, LocalDate? Until = null)
{
    public const int MinutesADay = 1440;

    /// <summary>The minute of a clock time; negative hours are the evening before (-7 = 17:00).</summary>
    public static int At(int hour, int minute) => hour * 60 + minute;

    public bool AppliesTo(LocalDate date) => (From is not { } from || date >= from) && (Until is not { } until || date < until);
}

/// <summary>On one trading date an end or a beginning that differs from the week's, in minutes as <see cref="TradingHours"/> counts them.</summary>
public readonly record struct DateMinute(LocalDate Date, int Minute);

/// <summary>On one trading date a time without trading, [From, To), in minutes as <see cref="TradingHours"/> counts them.</summary>
public readonly record struct DateBreak(LocalDate Date, int FromMinute, int ToMinute);
