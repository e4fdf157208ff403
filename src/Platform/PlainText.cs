using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace AlgoTrendy.Platform;

/// <summary>What text may be made of. Control characters come in at no public door: PostgreSQL keeps no NUL, and a log or a terminal obeys the others.</summary>
public static class PlainText
{
    /// <summary>Whether it is one line that can be shown. Half of a surrogate pair is no character: databases refuse it.</summary>
    public static bool IsLine(string text) => text.All(letter => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    /// <summary>Bodies: every text of what is read.</summary>
    internal static void Demand(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var texts = type.Properties.Where(property => property.Get is not null && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)).ToArray();
        if (texts.Length == 0) return;

        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            if (Array.Find(texts, property => !IsPlain(property.Get!(read))) is { } bad) throw new JsonException(Fault(bad.Name), $"$.{bad.Name}", null, null);
        };
    }

    /// <summary>Paths and what stands behind the question mark: ids, cursors.</summary>
    internal static Task Check(HttpContext http, RequestDelegate next)
    {
        var bad = http.Request.RouteValues.Where(one => one.Value is string text && !IsPlain(text)).Select(one => one.Key)
            .Concat(http.Request.Query.Where(one => one.Value.Any(text => text is not null && !IsPlain(text))).Select(one => one.Key)).FirstOrDefault();
        return bad is null ? next(http) : Problems.Invalid(bad, Fault(bad)).ExecuteAsync(http);
    }

    private static string Fault(string field) => $"{field} has a character that cannot be printed.";

    private static bool IsPlain(object? value) => value switch
    {
        string text => IsPlain(text),
        IDictionary map => map.Keys.OfType<string>().Concat(map.Values.OfType<string>()).All(IsPlain),
        IEnumerable list => list.OfType<string>().All(IsPlain),
        _ => true,
    };

    private static bool IsPlain(string text) => !text.Any(letter => char.IsControl(letter) && letter is not ('\t' or '\n' or '\r'));
}
