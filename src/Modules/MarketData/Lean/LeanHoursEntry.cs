using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Core.Instruments;
using NodaTime;
using static AlgoTrendy.Core.Instruments.TradingHours;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>Turns one entry of LEAN's market hours, written by calendar days, into a calendar of trading dates.</summary>
/// <remarks>
/// LEAN cuts hours at midnight; here they are joined again. A stretch that begins after noon and runs over midnight belongs to the date on which it ends,
/// as futures and forex count; one of more than 24 hours is cut at the clock time of its beginning.
/// </remarks>
internal static class LeanHoursEntry
{
    private const int MinutesAWeek = 7 * MinutesADay;
    private const int Noon = MinutesADay / 2;
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <exception cref="FormatException">A time, date or state cannot be read.</exception>
    /// <exception cref="ArgumentException">The hours make no calendar.</exception>
    public static TradingCalendar Read(string name, JsonElement entry)
    {
        var hours = HoursOf(entry);
        var definition = new CalendarDefinition { Name = name, Zone = entry.GetProperty("exchangeTimeZone").GetString() ?? "", Hours = hours };
        return new(LeanExceptions.Apply(definition, DatesOf(entry, "holidays"), TimesOf(entry, "earlyCloses"), TimesOf(entry, "lateOpens")));
    }

    /// <summary>Minutes of [d.]hh:mm:ss; LEAN writes 24 hours as 1.00:00:00 and as 1:00:00:00.</summary>
    internal static int MinuteOf(string time)
    {
        var parts = time.Split('.', ':');
        var numbers = new int[4];
        var fits = parts.Length is 3 or 4;
        for (var i = 0; fits && i < parts.Length; i++)
            fits = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[4 - parts.Length + i]);

        var minute = numbers[0] * MinutesADay + At(numbers[1], numbers[2]);
        return fits && numbers[3] == 0 && numbers[2] < 60 && minute <= MinutesADay ? minute : throw new FormatException($"'{time}' is no time of a day in whole minutes, as 09:30:00 is.");
    }

    private static List<TradingHours> HoursOf(JsonElement entry)
    {
        var regular = new List<(int Open, int Close)>();
        var extended = new List<(int Open, int Close)>();
        for (var day = 0; day < Days.Length; day++)
        {
            if (!entry.TryGetProperty(Days[day], out var segments)) continue;
            foreach (var segment in segments.EnumerateArray())
            {
                var stretch = (MinuteOf(Text(segment, "start")) + day * MinutesADay, MinuteOf(Text(segment, "end")) + day * MinutesADay);
                var state = Text(segment, "state");
                var list = state switch
                {
                    "market" => regular,
                    "premarket" or "postmarket" => extended,
                    "closed" => null,
                    _ => throw new FormatException($"'{state}' on {Days[day]} is none of premarket, market, postmarket, closed."),
                };
                list?.Add(stretch);
            }
        }

        var hours = Join(regular).SelectMany(Cut).Select(stretch => On(DayOf(stretch), stretch, HoursKind.Regular)).ToList();
        return [.. hours, .. Join(extended).SelectMany(Cut).Select(stretch => Extended(stretch, hours))];
    }

    /// <summary>Puts together what meets, over midnight and over the week's end too.</summary>
    private static List<(int Open, int Close)> Join(List<(int Open, int Close)> stretches)
    {
        var joined = new List<(int Open, int Close)>();
        foreach (var stretch in stretches.Order())
        {
            if (joined.Count > 0 && joined[^1].Close == stretch.Open) joined[^1] = (joined[^1].Open, stretch.Close);
            else joined.Add(stretch);
        }

        if (joined.Count > 1 && joined[0].Open == 0 && joined[^1].Close == MinutesAWeek)
        {
            joined[^1] = (joined[^1].Open, MinutesAWeek + joined[0].Close);
            joined.RemoveAt(0);
        }

        return joined;
    }

    private static IEnumerable<(int Open, int Close)> Cut((int Open, int Close) stretch)
    {
        for (var open = stretch.Open; open < stretch.Close; open += MinutesADay) yield return (open, Math.Min(open + MinutesADay, stretch.Close));
    }

    /// <summary>The day of the week, from 0, that a stretch counts to.</summary>
    private static int DayOf((int Open, int Close) stretch)
    {
        var day = stretch.Open / MinutesADay;
        return stretch.Open % MinutesADay >= Noon && stretch.Close > (day + 1) * MinutesADay ? day + 1 : day;
    }

    private static TradingHours On(int day, (int Open, int Close) stretch, HoursKind kind) =>
        new((IsoDayOfWeek)(day % Days.Length + 1), stretch.Open - day * MinutesADay, stretch.Close - day * MinutesADay, kind);

    /// <summary>Time before and after hours counts to the date of the regular hours that it leads into or follows.</summary>
    private static TradingHours Extended((int Open, int Close) stretch, List<TradingHours> regular)
    {
        for (var day = DayOf(stretch); day <= DayOf(stretch) + 1; day++)
        {
            var before = On(day, stretch, HoursKind.PreMarket);
            if (regular.Any(hours => hours.Day == before.Day && hours.OpenMinute == before.CloseMinute)) return before;
        }

        var after = On(DayOf(stretch), stretch, HoursKind.PostMarket);
        return regular.Any(hours => hours.Day == after.Day && hours.CloseMinute <= after.OpenMinute) ? after : after with { Kind = HoursKind.PreMarket };
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static List<LocalDate> DatesOf(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var dates) ? [.. dates.EnumerateArray().Select(date => DateOf(date.GetString() ?? ""))] : [];

    private static Dictionary<LocalDate, int> TimesOf(JsonElement entry, string name)
    {
        var times = new Dictionary<LocalDate, int>();
        if (!entry.TryGetProperty(name, out var dates)) return times;
        foreach (var date in dates.EnumerateObject()) times[DateOf(date.Name)] = MinuteOf(date.Value.GetString() ?? "");
        return times;
    }

    private static LocalDate DateOf(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 3 && int.TryParse(parts[0], out var month) && int.TryParse(parts[1], out var day) && int.TryParse(parts[2], out var year) &&
            year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)) return new(year, month, day);
        throw new FormatException($"'{text}' is no date as month/day/year.");
    }
}
