using System.Globalization;

namespace AlgoTrendy.Core.Matching;

/// <summary>A model as it is typed and printed: its name, and its figures after colons (maker-taker:2:5). Unlike other text of users it is a closed set, so it knows all that may follow.</summary>
internal readonly record struct ModelText(string Name, IReadOnlyList<decimal> Figures)
{
    /// <summary>Null where a figure is no number or below zero.</summary>
    public static ModelText? Read(string text)
    {
        var parts = text.Split(':');
        var figures = new decimal[parts.Length - 1];
        for (var index = 0; index < figures.Length; index++)
            if (!decimal.TryParse(parts[index + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out figures[index])) return null;
        return new(parts[0], figures);
    }

    public static string Write(string name, params ReadOnlySpan<decimal> figures)
    {
        var text = name;
        foreach (var figure in figures) text += ":" + figure.ToString("0.##########", CultureInfo.InvariantCulture);
        return text;
    }

    /// <summary>Finds the model by name and makes it of its figures, or says what there is.</summary>
    public static (T? Model, string? Fault) Make<T>(string text, string kind, IReadOnlyList<ModelForm<T>> forms) where T : class
    {
        if (Read(text) is { } read && forms.FirstOrDefault(form => form.Name == read.Name && read.Figures.Count >= form.Least && read.Figures.Count <= form.Most) is { } form)
        {
            try
            {
                return (form.Make(read.Figures), null);
            }
            catch (ArgumentException refusal)
            {
                return (null, $"'{text}' is no {kind}: {refusal.Message}");
            }
        }

        return (null, $"'{text}' is no {kind}; it is one of {string.Join(", ", forms.Select(one => one.Form))}.");
    }
}

/// <summary>One model that can be chosen by name.</summary>
/// <param name="Form">How it is typed: fixed:BPS.</param>
/// <param name="Least">How many figures it needs at the least.</param>
internal sealed record ModelForm<T>(string Form, int Least, int Most, Func<IReadOnlyList<decimal>, T> Make)
{
    public ModelForm(string form, int figures, Func<IReadOnlyList<decimal>, T> make) : this(form, figures, figures, make) { }

    public string Name => Form.Split(':')[0];
}
