using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>Carries every enum as its name in camelCase, spelled exactly so; never as a number.</summary>
public sealed class EnumForms : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumForm<>).MakeGenericType(typeToConvert))!;

    /// <summary>The names that an enum's values travel by, in their order.</summary>
    public static IReadOnlyList<string> NamesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private sealed class EnumForm<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Values = NamesOf(typeof(T)).Zip(Enum.GetValues<T>()).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        private static readonly Dictionary<T, string> Names = Values.ToDictionary(pair => pair.Value, pair => pair.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Find(reader.GetString()!) : throw new NoSuchNameException($"Expected one of {string.Join(", ", Values.Keys)}.", [.. Values.Keys]);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Find(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(NameOf(value));

        private static T Find(string name) =>
            Values.TryGetValue(name, out var value) ? value : throw new NoSuchNameException($"'{name}' is none of {string.Join(", ", Values.Keys)}.", [.. Values.Keys]);

        private static string NameOf(T value) =>
            Names.TryGetValue(value, out var name) ? name : throw new JsonException($"{value} is no {typeof(T).Name}.");
    }
}
