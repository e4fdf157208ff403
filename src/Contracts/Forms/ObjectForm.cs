using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>The plain record in which a value with rules of its own travels, for the OpenAPI document and for tests.</summary>
public interface IObjectForm
{
    Type Of { get; }

    Type Shape { get; }
}

/// <summary>Carries a value whose constructor checks it as the plain record <typeparamref name="TShape"/>; what the constructor refuses does not get in.</summary>
/// <param name="meaning">For messages: "a series".</param>
public sealed class ObjectForm<T, TShape>(string meaning, Func<TShape, T> read, Func<T, TShape> write) : JsonConverter<T>, IObjectForm
    where T : notnull where TShape : class
{
    public Type Of => typeof(T);

    public Type Shape => typeof(TShape);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var shape = JsonSerializer.Deserialize<TShape>(ref reader, options) ?? throw new JsonException($"Expected {meaning}.");
        try
        {
            return read(shape);
        }
        catch (Exception cause) when (cause is FormatException or OverflowException or ArgumentException)
        {
            throw new JsonException($"Not {meaning}: {Sentence.Of(cause)}", cause);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, write(value), options);
}
