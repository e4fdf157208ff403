using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>How columns and numbers are put into the page: short, and never as NaN, which JSON does not have.</summary>
internal static class JsonColumns
{
    // More than a screen can show of a point on a chart, and half the size of what round-trips.
    private const string NineDigits = "G9";

    // Cents of a hundred million and more; averages of fills come with 28 digits.
    private const string TwelveDigits = "G12";

    public static void Column(this Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.Short(value);
        json.WriteEndArray();
    }

    public static void Column<TRow>(this Utf8JsonWriter json, string name, IReadOnlyList<TRow> rows, Action<TRow> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows) write(row);
        json.WriteEndArray();
    }

    public static void Column(this Utf8JsonWriter json, string name, ReadOnlySpan<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    public static void Column(this Utf8JsonWriter json, string name, ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values) json.WriteString(key, value);
        json.WriteEndObject();
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
            if (double.IsFinite(value)) json.WriteNumber(key, value);
        json.WriteEndObject();
    }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public static void Time(this Utf8JsonWriter json, string name, Instant time) => json.WriteNumber(name, time.ToUnixTimeMilliseconds());

    /// <summary>Of a chart.</summary>
    public static void Short(this Utf8JsonWriter json, double value) => json.Rounded(value, NineDigits);

    /// <summary>Of a table.</summary>
    public static void Short(this Utf8JsonWriter json, decimal value) => json.Rounded((double)value, TwelveDigits);

    private static void Rounded(this Utf8JsonWriter json, double value, string digits)
    {
        Span<byte> text = stackalloc byte[32];
        if (double.IsFinite(value) && value.TryFormat(text, out var length, digits, CultureInfo.InvariantCulture)) json.WriteRawValue(text[..length], skipInputValidation: true);
        else json.WriteNullValue();
    }
}
