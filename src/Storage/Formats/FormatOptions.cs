using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Storage.Formats;

/// <summary>What is known beside the file's contents; what is null is found by looking, or the file is refused with the choices.</summary>
public sealed record FormatOptions
{
    public static readonly FormatOptions Default = new();

    /// <summary>Whose data it is; overrides what the file says. A ticker, or TICKER.VENUE.</summary>
    public string? Symbol { get; init; }

    /// <summary>How long a bar lasts; overrides what the spacing says.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The zone of times without one.</summary>
    public DateTimeZone? TimeZone { get; init; }

    public DateOrder? DateOrder { get; init; }

    public AssetClass? AssetClass { get; init; }

    /// <summary>The columns of a CSV in order, by the names that headers have (time or date and time, open, high, low, close, volume; anything else is passed over).</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The calendar of an instrument, so that daily bars open with their session; null (or no calendar) stamps them at midnight of the market's zone.</summary>
    public Func<SymbolHint, TradingCalendar?>? CalendarOf { get; init; }

    /// <summary>The zone in which LEAN files of a security type, market and ticker (as in its folders) count time; null for the built-in rules.</summary>
    public Func<string, string, string, DateTimeZone?>? LeanZoneOf { get; init; }

    /// <summary>Rows a batch, which bounds the memory that reading takes.</summary>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>Options from text, as a command line or a request has them.</summary>
    /// <param name="timeZone">An IANA name.</param>
    /// <param name="dateOrder">"mdy" or "dmy".</param>
    /// <returns>Null with a sentence when a text cannot be understood.</returns>
    public static FormatOptions? TryCreate(string? symbol, Interval? interval, string? timeZone, string? dateOrder, AssetClass? assetClass, out string? problem)
    {
        problem = null;
        var zone = timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone);
        if (timeZone is not null && zone is null) problem = $"'{timeZone}' is no time zone; give an IANA name such as UTC, America/New_York or Europe/London.";
        if (dateOrder is not (null or "mdy" or "dmy")) problem = $"'{dateOrder}' is no order of dates; give mdy (1/2/2020 is 2 January) or dmy (1/2/2020 is 1 February).";
        if (problem is not null) return null;

        DateOrder? order = dateOrder switch { "mdy" => Formats.DateOrder.MonthDayYear, "dmy" => Formats.DateOrder.DayMonthYear, _ => null };
        return new() { Symbol = symbol, Interval = interval, TimeZone = zone, DateOrder = order, AssetClass = assetClass };
    }
}
