using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Platform;

/// <summary>A moment as a query parameter: 2024-01-02T14:30:00Z, or a date, which stands for its midnight in UTC.</summary>
public readonly record struct Moment(Instant Value) : IParsable<Moment>
{
    public static Moment Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var moment)
        ? moment
        : throw new FormatException($"'{s}' is no moment: a date such as 2024-01-02, or a time in UTC such as 2024-01-02T14:30:00Z.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Moment result)
    {
        result = default;
        if (s is null) return false;

        if (InstantPattern.ExtendedIso.Parse(s).TryGetValue(default, out var instant)) result = new(instant);
        else if (LocalDatePattern.Iso.Parse(s).TryGetValue(default, out var date)) result = new(date.AtMidnight().InUtc().ToInstant());
        else return false;

        return true;
    }
}
