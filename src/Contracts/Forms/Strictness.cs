using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>Holes that the serializer leaves: a struct's missing member would arrive as its default, a list of strings may hold null, and what a property refuses would not be told as malformed.</summary>
internal static class Strictness
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;

        if (type.Type.IsValueType)
            foreach (var property in type.Properties.Where(property => property.Set is not null)) property.IsRequired = true;

        foreach (var property in type.Properties)
            if (property.Set is { } set) property.Set = (read, value) => Try(property, value, () => set(read, value));

        var collections = type.Properties.Where(HoldsReferences).ToArray();
        if (collections.Length == 0 || type.OnDeserialized is not null) return;
        type.OnDeserialized = read => RefuseHoles(read, collections);
    }

    /// <summary>What a property refuses (a tick size of 0) is malformed as any other text is; and where a body comes in pieces, the serializer asks nobody whether null may be.</summary>
    private static void Try(JsonPropertyInfo property, object? value, Action set)
    {
        if (value is null && !property.IsSetNullable) throw new JsonException($"'{property.Name}' must not be null.");
        try
        {
            set();
        }
        catch (ArgumentException cause)
        {
            throw new JsonException($"'{property.Name}' cannot be that: {Sentence.Of(cause)}", cause);
        }
    }

    private static void RefuseHoles(object read, JsonPropertyInfo[] collections)
    {
        foreach (var property in collections)
        {
            var items = property.Get!(read) switch
            {
                IDictionary map => map.Values,
                IEnumerable list => list,
                _ => Array.Empty<object>(),
            };
            foreach (var item in items)
                if (item is null) throw new JsonException($"'{property.Name}' must not contain null.");
        }
    }

    /// <summary>Lists and maps of strings or records; a struct's null is refused by its own converter.</summary>
    private static bool HoldsReferences(JsonPropertyInfo property) =>
        property.Get is not null && property.AttributeProvider is PropertyInfo && property.PropertyType != typeof(string) &&
        property.PropertyType.GetInterfaces().Append(property.PropertyType)
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>) && MayBeNull(face.GetGenericArguments()[0]));

    private static bool MayBeNull(Type item) =>
        item is { IsGenericType: true } && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? !item.GetGenericArguments()[1].IsValueType
            : !item.IsValueType;
}
