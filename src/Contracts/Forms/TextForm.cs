using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>How a value that travels as one string looks, for the OpenAPI document and for tests.</summary>
public interface ITextForm
{
    Type Of { get; }

    /// <summary>What it is, for people: "a price".</summary>
    string Meaning { get; }

    /// <summary>A text that is read back as it is.</summary>
    string Example { get; }

    /// <summary>The OpenAPI format, such as date-time; null where there is none.</summary>
    string? Format { get; }
}

/// <summary>A value that is kept as text in a database, in the same form in which it travels.</summary>
public interface IKeptAsText : ITextForm
{
    /// <exception cref="JsonException">The text is no such value.</exception>
    object ReadText(string text);

    /// <exception cref="JsonException">The value is the default of a struct that has no meaning.</exception>
    string WriteText(object value);
}

/// <summary>Carries a value as one JSON string, and reads it back only when it is whole.</summary>
/// <param name="meaning">For messages: "a price".</param>
/// <param name="read">Throws FormatException, ArgumentException or OverflowException on what is no such value.</param>
/// <param name="write">Null where there is nothing to send: the default of a struct that has no meaning.</param>
/// <param name="readNumber">Reads a JSON number too, from its digits; null: a number is refused.</param>
public sealed class TextForm<T>(string meaning, string example, Func<string, T> read, Func<T, string?> write, Func<string, T>? readNumber = null, string? format = null)
    : JsonConverter<T>, IKeptAsText where T : notnull
{
    public Type Of => typeof(T);

    public string Meaning => meaning;

    public string Example => example;

    public string? Format => format;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Understand(reader.GetString()!, read),
        JsonTokenType.Number when readNumber is not null => Understand(Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan), readNumber),
        _ => throw new JsonException($"Expected {meaning} as a string, such as \"{example}\"."),
    };

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Understand(reader.GetString()!, read);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Text(value));

    object IKeptAsText.ReadText(string text) => Understand(text, read);

    string IKeptAsText.WriteText(object value) => Text((T)value);

    private string Text(T value) => write(value) ?? throw new JsonException($"An empty {typeof(T).Name} cannot be sent.");

    private T Understand(string text, Func<string, T> from)
    {
        try
        {
            return from(text);
        }
        catch (Exception cause) when (cause is FormatException or OverflowException or ArgumentException)
        {
            throw new JsonException($"'{text}' is not {meaning}, such as \"{example}\".", cause);
        }
    }
}
