using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Every value survives the wire, and malformed ones do not get in. A struct with a get-only property once arrived as zero, silently, and risk approved an order over its limit.</summary>
internal static class WireRules
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Kinds of type that nobody has said how to carry.</summary>
    public static IEnumerable<string> EveryTypeHasAForm(IEnumerable<Type> types) =>
        from type in types.Select(Travellers.Bare)
        where !Travellers.IsPlain(type) && Travellers.TextFormOf(type) is null && Travellers.ObjectFormOf(type) is null && !Travellers.IsList(type) && !Travellers.IsMap(type) && !Travellers.IsRecord(type)
        select $"{type} travels, but nothing says how: make it a record, or give it a form in {nameof(Wire)}.{nameof(Wire.Forms)}.";

    public static IEnumerable<string> Survives(Type type)
    {
        var samples = SampleValues.Of(type);
        if (samples.Count == 0) yield return $"No sample of {type} can be made; add one to {nameof(SampleValues)}.";
        foreach (var sample in samples)
        {
            var json = JsonSerializer.Serialize(sample, type, Wire.Contract);
            if (!Arrives(sample, json, type, Wire.Contract)) yield return $"{type} was sent as {json} and arrived as something else, or not at all.";
            if (!Arrives(sample, json, type, Wire.Public)) yield return $"{type} was sent to a public door as {json} and arrived as something else, or not at all.";
        }
    }

    /// <summary>Spoils one sample of a record in every way that is known, and tells what got in all the same.</summary>
    public static IEnumerable<string> MalformedStayOut(Type type)
    {
        if (SampleValues.Of(type) is not [var sample, ..] || JsonSerializer.SerializeToNode(sample, type, Wire.Contract) is not JsonObject json) yield break;

        foreach (var name in json.Select(field => field.Key).Where(name => IsCarried(type, name)))
        {
            if (!IsOptional(type, name) && GetsIn(type, With(json, name, null, remove: true))) yield return $"{type} gets in without {name}.";
            if (!IsNullable(type, name) && GetsIn(type, With(json, name, null))) yield return $"{type} gets in with {name} null.";
            if (GetsIn(type, Renamed(json, name), Wire.Public)) yield return $"{type} gets in with {name} in capitals.";
            if (GetsIn(type, Twice(json, name))) yield return $"{type} gets in with {name} twice.";
            foreach (var wrong in Wrong(MemberOf(type, name).PropertyType))
                if (GetsIn(type, With(json, name, JsonNode.Parse(wrong)))) yield return $"{type} gets in with {name} = {wrong}.";
        }
    }

    /// <summary>What is never a value of this type.</summary>
    private static IEnumerable<string> Wrong(Type type)
    {
        var bare = Travellers.Bare(type);
        if (bare.IsEnum) return ["0", "\"0\"", $"\"{EnumForms.NamesOf(bare)[0].ToUpperInvariant()}\"", "\"no such name\"", "{}", "[]", "true"];
        if (bare == typeof(string)) return ["1", "true", "{}", "[]"];
        if (bare == typeof(bool)) return ["1", "\"true\"", "{}", "[]"];
        if (bare == typeof(int) || bare == typeof(long)) return ["1.5", "\"1\"", "1e400", "99999999999999999999", "true", "{}", "[]"];
        if (bare == typeof(double)) return ["\"1\"", "\"NaN\"", "1e999", "true", "{}", "[]"];
        if (Travellers.TextFormOf(bare) is { Format: "decimal" }) return ["\"1,000\"", "\"\"", "\" 1\"", "\"NaN\"", "\"1e3\"", "true", "{}", "[]"];
        if (Travellers.TextFormOf(bare) is not null) return ["\"\"", "1", "true", "{}", "[]"];
        if (Travellers.IsList(bare)) return ["{}", "\"a\"", "1", "[null]"];
        if (Travellers.IsMap(bare)) return ["[]", "\"a\"", "1", "{\"a\":null}"];
        return ["[]", "\"a\"", "1", "true"];
    }

    private static bool Arrives(object sample, string json, Type type, JsonSerializerOptions options) =>
        GetsIn(type, json, options) && Same(sample, JsonSerializer.Deserialize(json, type, options));

    private static bool GetsIn(Type type, string json, JsonSerializerOptions? options = null)
    {
        try
        {
            _ = JsonSerializer.Deserialize(json, type, options ?? Wire.Contract);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string With(JsonObject json, string name, JsonNode? value, bool remove = false)
    {
        var spoiled = json.DeepClone().AsObject();
        if (remove) spoiled.Remove(name);
        else spoiled[name] = value;
        return spoiled.ToJsonString();
    }

    private static string Renamed(JsonObject json, string name)
    {
        var spoiled = json.DeepClone().AsObject();
        spoiled.Add(name.ToUpperInvariant(), json[name]?.DeepClone());
        spoiled.Remove(name);
        return spoiled.ToJsonString();
    }

    private static string Twice(JsonObject json, string name) => $$"""{"{{name}}":{{json[name]?.ToJsonString() ?? "null"}},{{json.ToJsonString()[1..]}}""";

    private static bool IsCarried(Type type, string name) => Travellers.IsRecord(Travellers.Bare(type)) && Travellers.Members(Travellers.Bare(type)).Any(member => Named(member.Name, name));

    private static PropertyInfo MemberOf(Type type, string name) => Travellers.Members(Travellers.Bare(type)).Single(member => Named(member.Name, name));

    /// <summary>A constructor's argument with a default, or a property that is not required. Everything of a struct is required.</summary>
    private static bool IsOptional(Type type, string name)
    {
        if (Travellers.Bare(type).IsValueType) return false;
        return Travellers.Constructor(type)?.GetParameters().SingleOrDefault(parameter => Named(parameter.Name!, name)) is { } argument
            ? argument.HasDefaultValue
            : MemberOf(type, name).GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is null;
    }

    private static bool IsNullable(Type type, string name) =>
        MemberOf(type, name) is var member && (Travellers.Bare(member.PropertyType) != member.PropertyType || Nullability.Create(member) is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable });

    private static bool Named(string member, string name) => JsonNamingPolicy.CamelCase.ConvertName(member) == JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Equal in everything that can be seen from outside; records compare their lists by reference, so they are looked into.</summary>
    private static bool Same(object? left, object? right)
    {
        if (Equals(left, right)) return true;
        if (left is null || right is null || left is string) return false;
        if (left is IDictionary map) return right is IDictionary other && map.Count == other.Count && map.Keys.Cast<object>().All(key => other.Contains(key) && Same(map[key], other[key]));
        if (left is IEnumerable list) return right is IEnumerable others && Pairs(list, others).All(pair => Same(pair.Left, pair.Right));
        if (left.GetType() != right.GetType() || !Travellers.IsRecord(left.GetType()) || Travellers.TextFormOf(left.GetType()) is not null) return false;
        return Travellers.Members(left.GetType()).All(member => Same(member.GetValue(left), member.GetValue(right)));
    }

    private static IEnumerable<(object? Left, object? Right)> Pairs(IEnumerable left, IEnumerable right)
    {
        object?[] lefts = [.. left.Cast<object?>()], rights = [.. right.Cast<object?>()];
        return lefts.Length == rights.Length ? lefts.Zip(rights) : [(lefts, null)];
    }
}
