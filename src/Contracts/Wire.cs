using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;
using NodaTime.Text;

namespace AlgoTrendy.Contracts;

/// <summary>How values travel: exact decimals as strings (a JSON number is read too, digit by digit), moments as ISO 8601 in UTC, enums by name. What is missing or malformed does not get in.</summary>
public static class Wire
{
    /// <summary>Every value that has a form of its own. A new value type gets a line here; a test finds the one that was forgotten.</summary>
    public static IReadOnlyList<JsonConverter> Forms { get; } =
    [
        new TextForm<decimal>("a decimal number", "12.50", ExactDecimal.Parse, ExactDecimal.Format, ExactDecimal.ParseJsonNumber, "decimal"),
        Number("a price", "101.25", value => new Price(value), price => price.Value),
        Number("a quantity, not negative", "250", value => new Quantity(value), quantity => quantity.Value),
        Number("per cent", "5", value => new Percent(value), percent => percent.Value),
        new TextForm<Currency>("a currency code", "USD", text => new(text), currency => currency.Code),
        new TextForm<Symbol>("a symbol", "AAPL.US", ReadSymbol, symbol => symbol.Ticker is null ? null : symbol.ToString()),
        new TextForm<Interval>("an interval", "5m", Interval.Parse, interval => interval.Count == 0 ? null : interval.ToString()),
        new TextForm<JobId>("a job's id", "7h2k9", ReadJobId, id => id.Value),
        new TextForm<ReplayId>("a replay's id", "7h2k9", text => text.Length > 0 ? new(text) : throw new FormatException("An id has at least one character."), id => id.Value),
        new TextForm<Instant>("a moment in UTC", "2024-01-02T14:30:00Z", ReadInstant, InstantPattern.ExtendedIso.Format, format: "date-time"),
        new TextForm<Instant64>("a moment in UTC from 1677 to 2262", "2024-01-02T14:30:00Z", text => Instant64.FromInstant(ReadInstant(text)), moment => InstantPattern.ExtendedIso.Format(moment.ToInstant()), format: "date-time"),
        new TextForm<LocalDate>("a date", "2024-01-02", text => LocalDatePattern.Iso.Parse(text).GetValueOrThrow(), LocalDatePattern.Iso.Format, format: "date"),
        new ObjectForm<SeriesKey, SeriesKeyShape>("a series", shape => new(shape.Symbol, shape.Kind, shape.Interval), key => new(key.Symbol, key.Kind, key.Interval)),
        .. InstrumentForms.All,
        MarketEventForm.Form,
        new FiniteNumbers(),
        new EnumForms(),
    ];

    /// <summary>Between modules: unknown fields are ignored, so that two versions can run side by side.</summary>
    public static JsonSerializerOptions Contract { get; } = Build(JsonUnmappedMemberHandling.Skip);

    /// <summary>At public doors: unknown fields are refused.</summary>
    public static JsonSerializerOptions Public { get; } = Build(JsonUnmappedMemberHandling.Disallow);

    /// <summary>Makes <paramref name="options"/> speak as this class says.</summary>
    public static void Apply(JsonSerializerOptions options, JsonUnmappedMemberHandling unknownFields)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = unknownFields;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Strictness.Apply } };
        foreach (var form in Forms) options.Converters.Add(form);
    }

    private static JsonSerializerOptions Build(JsonUnmappedMemberHandling unknownFields)
    {
        var options = new JsonSerializerOptions();
        Apply(options, unknownFields);
        options.MakeReadOnly();
        return options;
    }

    private static TextForm<T> Number<T>(string meaning, string example, Func<decimal, T> make, Func<T, decimal> value) where T : notnull =>
        new(meaning, example, text => make(ExactDecimal.Parse(text)), number => ExactDecimal.Format(value(number)), text => make(ExactDecimal.ParseJsonNumber(text)), "decimal");

    private static Symbol ReadSymbol(string text) =>
        Symbol.TryParse(text, out var symbol) ? symbol : throw new FormatException($"'{text}' is no symbol: TICKER.VENUE in capitals, as in AAPL.US.");

    private static JobId ReadJobId(string text) => text.Length > 0 ? new(text) : throw new FormatException("An id has at least one character.");

    private static Instant ReadInstant(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    private sealed record SeriesKeyShape(Symbol Symbol, SeriesKind Kind, Interval? Interval);
}
