using System.Text;
using System.Text.Json;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Lean;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData.Lean;

public class LeanMarketHoursTests
{
    private const string File = "market-hours-database.json";

    [Fact]
    public void All_entries_of_the_real_file_become_calendars()
    {
        var hours = Real();

        Assert.True(hours.Rejected.Count == 0, string.Join('\n', hours.Rejected));
        Assert.Equal(549, hours.Calendars.Count);
    }

    [Fact]
    public void Each_calendar_is_open_when_the_file_says_so()
    {
        var path = SharedData.Path("lean/market-hours/" + File);
        using var file = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var hours = Real();

        var entries = file.RootElement.GetProperty("entries");
        foreach (var (key, calendar) in hours.Calendars.DistinctBy(entry => entries.GetProperty(entry.Key).GetRawText()))
        {
            var oracle = new LeanOracle(entries.GetProperty(key));
            foreach (var date in oracle.Dates().Take(60))
                for (var minute = 0; minute < 1440; minute += 5)
                {
                    var local = date.AtMidnight().PlusMinutes(minute);
                    if (calendar.Zone.MapLocal(local).Count != 1) continue;
                    var moment = Instant64.FromInstant(calendar.Zone.AtStrictly(local).ToInstant());
                    if (calendar.IsOpen(moment) != oracle.IsOpen(date, minute)) Assert.Fail($"{key} at {local}: {!oracle.IsOpen(date, minute)}");
                }
        }
    }

    [Fact]
    public void Evening_hours_of_futures_and_forex_belong_to_the_next_date()
    {
        var forex = Real().Calendars["Forex-fxcm-[*]"];

        Assert.Equal(5, forex.Definition.Hours.Count);
        Assert.All(forex.Definition.Hours, hours => Assert.Equal((-420, 1020), (hours.OpenMinute, hours.CloseMinute)));
        Assert.Equal(BuiltInCalendars.Forex.SessionsOf(new(2013, 10, 8)), forex.SessionsOf(new(2013, 10, 8)));
        Assert.True(Real().Calendars["Crypto-binance-[*]"].IsAlwaysOpen);
    }

    [Fact]
    public void A_malformed_entry_is_left_out_with_its_line_and_the_reason_and_the_rest_is_kept()
    {
        const string json = """
            {
              "entries": {
                "Equity-a-[*]": { "exchangeTimeZone": "UTC", "monday": [{ "start": "09:00:00", "end": "10:00:00", "state": "market" }] },
                "Equity-b-[*]": { "exchangeTimeZone": "UTC", "monday": [{ "start": "9 am", "end": "10:00:00", "state": "market" }] },
                "Equity-c-[*]": { "exchangeTimeZone": "Nowhere/City", "monday": [{ "start": "09:00:00", "end": "10:00:00", "state": "market" }] },
                "Equity-d-[*]": { "exchangeTimeZone": "UTC", "holidays": ["2/30/2020"], "monday": [{ "start": "09:00:00", "end": "10:00:00", "state": "market" }] },
                "Equity-e-[*]": { "monday": [] },
                "Equity-f-[*]": { "exchangeTimeZone": "UTC", "tuesday": [{ "start": "09:00:00", "end": "1.00:00:00", "state": "market" }] }
              }
            }
            """;

        var hours = LeanMarketHours.Read("hours.json", Encoding.UTF8.GetBytes(json));

        Assert.Equal(["Equity-a-[*]", "Equity-f-[*]"], hours.Calendars.Keys);
        Assert.Equal(4, hours.Rejected.Count);
        Assert.StartsWith("hours.json, line 4: Equity-b-[*] is left out: '9 am'", hours.Rejected[0], StringComparison.Ordinal);
        Assert.Contains("line 5: Equity-c-[*] is left out: Calendar Equity-c-[*]: 'Nowhere/City'", hours.Rejected[1], StringComparison.Ordinal);
        Assert.Contains("'2/30/2020' is no date", hours.Rejected[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"entries\": { \"Equity-a-[*]\": { \"exchangeTimeZone\": \"UTC\",", 1)]
    [InlineData("[]", 1)]
    [InlineData("", 1)]
    [InlineData("date,open\n2020,1", 1)]
    public void A_file_of_another_kind_is_rejected_in_a_sentence(string json, int rejected) =>
        Assert.Equal(rejected, LeanMarketHours.Read("hours.json", Encoding.UTF8.GetBytes(json)).Rejected.Count);

    private static LeanMarketHours Real() => LeanMarketHours.Read(File, System.IO.File.ReadAllBytes(SharedData.Path("lean/market-hours/" + File)));

    /// <summary>The file read in its own way: by calendar day, without trading dates.</summary>
    private sealed class LeanOracle(JsonElement entry)
    {
        private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        private readonly HashSet<LocalDate> _holidays = [.. entry.GetProperty("holidays").EnumerateArray().Select(date => Date(date.GetString()!))];
        private readonly Dictionary<LocalDate, int> _early = Times(entry, "earlyCloses");
        private readonly Dictionary<LocalDate, int> _late = Times(entry, "lateOpens");
        private readonly (int Start, int End)[][] _hours = [.. Days.Select(day => entry.TryGetProperty(day, out var segments)
            ? segments.EnumerateArray().Where(segment => segment.GetProperty("state").GetString() == "market")
                .Select(segment => (LeanHoursEntry.MinuteOf(segment.GetProperty("start").GetString()!), LeanHoursEntry.MinuteOf(segment.GetProperty("end").GetString()!))).ToArray()
            : [])];

        public IEnumerable<LocalDate> Dates() => _holidays.Concat(_early.Keys).Concat(_late.Keys).OrderDescending()
            .SelectMany(date => new[] { date.PlusDays(-1), date, date.PlusDays(1) })
            .Concat(Enumerable.Range(0, 21).Select(day => new LocalDate(2024, 3, 1).PlusDays(day))).Distinct();

        public bool IsOpen(LocalDate date, int minute)
        {
            if (_holidays.Contains(date) || !_hours[(int)date.DayOfWeek - 1].Any(hours => hours.Start <= minute && minute < hours.End)) return false;
            var early = _early.TryGetValue(date, out var end) ? end : (int?)null;
            var late = _late.TryGetValue(date, out var start) ? start : (int?)null;
            return early is { } one && late is { } two && one <= two ? minute < one || minute >= two : (early is null || minute < early) && (late is null || minute >= late);
        }

        private static Dictionary<LocalDate, int> Times(JsonElement entry, string name) => entry.TryGetProperty(name, out var times)
            ? times.EnumerateObject().ToDictionary(time => Date(time.Name), time => LeanHoursEntry.MinuteOf(time.Value.GetString()!))
            : [];

        private static LocalDate Date(string text) => text.Split('/') is [var month, var day, var year] ? new(int.Parse(year), int.Parse(month), int.Parse(day)) : default;
    }
}
