using System.Text.Json;
using System.Text.Json.Serialization;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>Instruments as a file: the built-in list and what was imported are written alike, with the forms of the wire.</summary>
internal sealed record InstrumentFile(IReadOnlyList<Instrument> Instruments, IReadOnlyList<FutureRoot>? Futures = null)
{
    private static readonly JsonSerializerOptions Options = new(Wire.Public)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new ObjectForm<ExpiryRule, ExpiryShape>("a rule of expiry", ExpiryOf, ShapeOf) },
    };

    /// <exception cref="JsonException">Malformed; the message has the line.</exception>
    public static InstrumentFile Read(Stream stream) => JsonSerializer.Deserialize<InstrumentFile>(stream, Options) ?? throw new JsonException("The file is empty.");

    /// <summary>One instrument a line, so that a change shows as one.</summary>
    public void Write(Stream stream)
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.Write("{\"instruments\":[");
        for (var i = 0; i < Instruments.Count; i++)
        {
            text.WriteLine(i == 0 ? "" : ",");
            text.Write(JsonSerializer.Serialize(Instruments[i], Options));
        }

        text.WriteLine("\n]}");
    }

    private static ExpiryRule ExpiryOf(ExpiryShape shape) => shape switch
    {
        { Kind: "nthWeekday", N: { } n, Weekday: { } weekday } => new NthWeekdayExpiry(n, weekday, shape.BusinessDaysEarlier),
        { Kind: "dayOfMonth", Day: { } day } => new DayOfMonthExpiry(day, shape.BusinessDaysEarlier, shape.MonthOffset),
        { Kind: "monthEnd" } => new MonthEndExpiry(shape.BusinessDaysEarlier, shape.MonthOffset),
        _ => throw new FormatException($"'{shape.Kind}' is no rule of expiry, or lacks its numbers: nthWeekday (n, weekday), dayOfMonth (day), monthEnd."),
    };

    private static ExpiryShape ShapeOf(ExpiryRule rule) => rule switch
    {
        NthWeekdayExpiry nth => new("nthWeekday", nth.BusinessDaysEarlier) { N = nth.N, Weekday = nth.Weekday },
        DayOfMonthExpiry day => new("dayOfMonth", day.BusinessDaysEarlier, day.MonthOffset) { Day = day.Day },
        MonthEndExpiry end => new("monthEnd", end.BusinessDaysEarlier, end.MonthOffset),
        _ => throw new JsonException($"{rule.GetType().Name} has no form in files."),
    };

    private sealed record ExpiryShape(string Kind, int BusinessDaysEarlier = 0, int MonthOffset = 0)
    {
        public int? N { get; init; }

        public IsoDayOfWeek? Weekday { get; init; }

        public int? Day { get; init; }
    }
}
