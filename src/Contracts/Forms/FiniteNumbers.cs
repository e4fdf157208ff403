using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>Carries statistics as JSON numbers. The framework reads 1e999 as infinity; here it does not get in.</summary>
public sealed class FiniteNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.GetDouble() is var value && double.IsFinite(value)
            ? value
            : throw new JsonException("Expected a finite number.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value)) throw new JsonException($"{value} cannot be sent; leave a ratio without meaning out.");
        writer.WriteNumberValue(value);
    }
}
