using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;

namespace AlgoTrendy.Platform.Serving;

/// <summary>What the framework says of a request that it cannot read, in words for whoever sent it: the field, and what would do; no names of types of ours.</summary>
internal static partial class PlainWords
{
    private const string Whole = "$";
    private const int LongestEcho = 60;

    /// <summary>Of a body that is not as the door takes it.</summary>
    /// <param name="body">What the door takes; null: nobody knows.</param>
    /// <returns>The reasons by their fields.</returns>
    public static IReadOnlyDictionary<string, string[]> Of(JsonException fault, Type? body)
    {
        var (at, said) = (fault.Path is { Length: > 0 } path ? path : Whole, fault.Message);
        if (Missing().Match(said) is { Success: true } missing)
            return Names().Matches(missing.Groups["names"].Value).ToDictionary(name => $"{at}.{name.Groups[1].Value}", name => new[] { $"'{name.Groups[1].Value}' is missing." });
        if (NoNull().Match(said) is { Success: true } hole) return Within(at, JsonNamingPolicy.CamelCase.ConvertName(hole.Groups["name"].Value), "must not be null");
        if (Twice().Match(said) is { Success: true } twice) return Within(at, twice.Groups["name"].Value, "is there twice");
        if (Unmapped().Match(said) is { Success: true } stray) return Within(at, stray.Groups["name"].Value, $"is no field here{Choices(stray.Groups["type"].Value, body)}");
        if (Unfit().Match(said) is { Success: true } unfit) return One(at, $"{(at == Whole ? "The body" : at)} cannot be that; it is {Kind(unfit.Groups["type"].Value)}.");
        return said.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal) ? One(Whole, NoBody(body)) : One(at, Place().Replace(said, Placed));
    }

    /// <summary>Of anything else: a parameter, or no body at all.</summary>
    /// <returns>The reason, and the field that it is about; null: none.</returns>
    public static (string? Field, string Reason) Of(string said, Type? body)
    {
        if (Unbound().Match(said) is { Success: true } unbound) return (unbound.Groups["name"].Value, $"{unbound.Groups["name"].Value} is '{Echo(unbound.Groups["value"].Value)}'; it is {Kind(unbound.Groups["type"].Value)}.");
        if (said.StartsWith("Implicit body inferred", StringComparison.Ordinal) || said.EndsWith("was not provided from body.", StringComparison.Ordinal)) return (Whole, NoBody(body));
        if (Absent().Match(said) is { Success: true } absent) return (absent.Groups["name"].Value, $"{absent.Groups["name"].Value} is missing; it is {Kind(absent.Groups["type"].Value)}.");
        return Unread().IsMatch(said) ? (Whole, "The body cannot be read as JSON.") : (null, said);
    }

    /// <summary>Of a parameter that a door does not take.</summary>
    public static string NoParameter(string name, IReadOnlyList<string> known) =>
        $"'{Echo(name)}' is no parameter here; {(known.Count == 0 ? "there is none" : $"there {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known)}")}.";

    private static Dictionary<string, string[]> One(string at, string reason) => new Dictionary<string, string[]> { [at] = [reason] };

    private static Dictionary<string, string[]> Within(string at, string name, string what) =>
        One(at.EndsWith("." + name, StringComparison.Ordinal) || at.EndsWith($"['{name}']", StringComparison.Ordinal) ? at : $"{at}.{name}", $"'{Echo(name)}' {what}.");

    private static string NoBody(Type? body) => body is null || Fields(body) is not { Length: > 0 } fields ? "A body is missing." : $"A body is missing: a JSON object with the fields {string.Join(", ", fields)}.";

    private static string Choices(string type, Type? body) => body is not null && Find(type, body, []) is { } found && Fields(found) is { Length: > 0 } fields ? $"; there are {string.Join(", ", fields)}" : "";

    private static string[] Fields(Type type) => Wire.Public.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } shape ? [.. shape.Properties.Select(property => property.Name)] : [];

    /// <summary>The type of that name among all that a body is made of.</summary>
    private static Type? Find(string name, Type type, HashSet<Type> seen)
    {
        type = Wire.Forms.OfType<IObjectForm>().FirstOrDefault(form => form.Of == type)?.Shape ?? Nullable.GetUnderlyingType(type) ?? type;
        if (!seen.Add(type)) return null;
        if (type.ToString() == name) return type;
        var shape = Wire.Public.GetTypeInfo(type);
        return shape.Properties.Select(property => property.PropertyType).Append(shape.ElementType).OfType<Type>().Select(part => Find(name, part, seen)).FirstOrDefault(found => found is not null);
    }

    /// <param name="type">As the framework names it: int?, Nullable&lt;int&gt;, or System.Nullable`1[System.Int32].</param>
    private static string Kind(string type)
    {
        type = Optional().Replace(type, "$1").TrimEnd('?');
        return type[(type.LastIndexOfAny(['.', '+']) + 1)..] switch
        {
            _ when type.StartsWith("System.Collections.Generic.IReadOnlyDictionary", StringComparison.Ordinal) => "an object of names and values",
            _ when type.StartsWith("System.Collections", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal) => "a list",
            "int" or "Int32" => $"a whole number, at most {int.MaxValue}",
            "long" or "Int64" => "a whole number",
            "bool" or "Boolean" => "true or false",
            "decimal" or "Decimal" or "double" or "Double" => "a number",
            "string" or "String" => "text",
            nameof(Moment) => "a date such as 2024-01-02, or a time in UTC such as 2024-01-02T14:30:00Z",
            var name when Wire.Forms.OfType<ITextForm>().FirstOrDefault(form => form.Of.Name == name) is { } form => $"{form.Meaning}, such as {form.Example}",
            _ => "an object",
        };
    }

    private static string Echo(string text) => text.Length > LongestEcho ? text[..LongestEcho] + "…" : text;

    private static string Placed(Match place) => $" (line {int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) + 1}, byte {long.Parse(place.Groups["byte"].ValueSpan, CultureInfo.InvariantCulture) + 1})";

    [GeneratedRegex(@"was missing required properties including: (?<names>.+)\.", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Names();

    [GeneratedRegex("^The (?:constructor parameter|property or field) '(?<name>[^']*)' on type '[^']*' doesn't allow")]
    private static partial Regex NoNull();

    [GeneratedRegex("^Duplicate property '(?<name>.*?)' encountered", RegexOptions.Singleline)]
    private static partial Regex Twice();

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped to any .NET member contained in type '(?<type>[^']*)'", RegexOptions.Singleline)]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>\S+)\.(?: Path:|$)")]
    private static partial Regex Unfit();

    [GeneratedRegex(@" Path: .*\| LineNumber: (?<line>\d+) \| BytePositionInLine: (?<byte>\d+)\.$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("^Failed to bind parameter \"(?<type>.+) (?<name>[^ \"]+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \"(?<type>.+) (?<name>[^ \"]+)\" was not provided")]
    private static partial Regex Absent();

    [GeneratedRegex("^Failed to read parameter \"")]
    private static partial Regex Unread();

    [GeneratedRegex(@"^(?:System\.)?Nullable(?:<|`1\[)(.*)[>\]]$")]
    private static partial Regex Optional();
}
