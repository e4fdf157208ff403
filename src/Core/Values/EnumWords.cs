namespace AlgoTrendy.Core.Values;

/// <summary>Values of enums in sentences, as people write them in a request: in camelCase.</summary>
public static class EnumWords
{
    public static string Word<T>(this T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>One after the other.</summary>
    public static string Words<T>(this IEnumerable<T> values) where T : struct, Enum => string.Join(", ", values.Select(value => value.Word()));
}
