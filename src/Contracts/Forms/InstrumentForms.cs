using System.Text.Json.Serialization;
using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>How the parts of an instrument travel that have rules or kinds of their own.</summary>
internal static class InstrumentForms
{
    public static IReadOnlyList<JsonConverter> All { get; } =
    [
        new ObjectForm<FeeSchedule, FeeShape>("fees", FeesOf, ShapeOf),
        new ObjectForm<TradingCalendar, CalendarShape>("a calendar", CalendarOf, ShapeOf),
    ];

    private static FeeSchedule FeesOf(FeeShape shape) => shape switch
    {
        { Kind: "none" } => NoFee.Instance,
        { Kind: "percent", TakerBasisPoints: { } taker, MakerBasisPoints: { } maker } => new PercentFee(taker, maker),
        { Kind: "perShare", PerShare: { } share, Minimum: { } minimum } => new PerShareFee(share, minimum, shape.MaximumPercent),
        { Kind: "perContract", PerContract: { } contract } => new PerContractFee(contract),
        _ => throw new FormatException($"'{shape.Kind}' is no kind of fee, or lacks its numbers: none; percent (takerBasisPoints, makerBasisPoints); perShare (perShare, minimum, maximumPercent); perContract (perContract)."),
    };

    private static FeeShape ShapeOf(FeeSchedule fees) => fees switch
    {
        PercentFee percent => new("percent") { TakerBasisPoints = percent.TakerBasisPoints, MakerBasisPoints = percent.MakerBasisPoints },
        PerShareFee share => new("perShare") { PerShare = share.PerShare, Minimum = share.Minimum, MaximumPercent = share.MaximumPercent },
        PerContractFee contract => new("perContract") { PerContract = contract.PerContract },
        _ => new("none"),
    };

    /// <summary>A built-in calendar travels by its name, any other with all that it is made of.</summary>
    private static TradingCalendar CalendarOf(CalendarShape shape)
    {
        if (shape is { Zone: null, Hours: null })
            return BuiltInCalendars.Find(shape.Name) ?? throw new FormatException($"'{shape.Name}' is none of the built-in calendars {string.Join(", ", BuiltInCalendars.Names)}; give any other zone and hours.");
        return new(new()
        {
            Name = shape.Name,
            Zone = shape.Zone ?? throw new FormatException("A calendar with hours needs a zone."),
            Hours = shape.Hours ?? throw new FormatException("A calendar with a zone needs hours."),
            Holidays = shape.Holidays ?? [],
            EarlyCloses = shape.EarlyCloses ?? [],
            LateOpens = shape.LateOpens ?? [],
            Breaks = shape.Breaks ?? [],
        });
    }

    private static CalendarShape ShapeOf(TradingCalendar calendar) => calendar.Equals(BuiltInCalendars.Find(calendar.Name))
        ? new(calendar.Name)
        : new(calendar.Name)
        {
            Zone = calendar.Definition.Zone,
            Hours = calendar.Definition.Hours,
            Holidays = calendar.Definition.Holidays,
            EarlyCloses = calendar.Definition.EarlyCloses,
            LateOpens = calendar.Definition.LateOpens,
            Breaks = calendar.Definition.Breaks,
        };

    private sealed record FeeShape(string Kind)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? TakerBasisPoints { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? MakerBasisPoints { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? PerShare { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? Minimum { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? MaximumPercent { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? PerContract { get; init; }
    }

    private sealed record CalendarShape(string Name)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Zone { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<TradingHours>? Hours { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<LocalDate>? Holidays { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<DateMinute>? EarlyCloses { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<DateMinute>? LateOpens { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<DateBreak>? Breaks { get; init; }
    }
}
