using System.Globalization;
using System.Reflection;

namespace AlgoTrendy.Core.Strategies;

/// <summary>One parameter of a strategy, as command line, pages and optimiser see it.</summary>
public sealed class StrategyParameter
{
    private readonly PropertyInfo _property;
    private readonly ParameterAttribute _described;

    internal StrategyParameter(PropertyInfo property, object defaults)
    {
        _property = property;
        _described = property.GetCustomAttribute<ParameterAttribute>() ?? new("");
        Name = string.Concat(char.ToLowerInvariant(property.Name[0]).ToString(), property.Name.AsSpan(1));
        Default = property.GetValue(defaults)!;
    }

    /// <summary>In camel case: fast, slowLength.</summary>
    public string Name { get; }

    public string Summary => _described.Summary;

    public Type Type => _property.PropertyType;

    public object Default { get; }

    public double? Minimum => double.IsInfinity(_described.Min) ? null : _described.Min;

    public double? Maximum => double.IsInfinity(_described.Max) ? null : _described.Max;

    /// <summary>The values of a closed set, otherwise empty.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? [.. Enum.GetNames(Type).Select(Camel)] : Type == typeof(bool) ? ["true", "false"] : [];

    /// <summary>The value as text that reads back to it.</summary>
    public string Write(object parameters) => TextOf(_property.GetValue(parameters)!);

    public string DefaultText => TextOf(Default);

    /// <summary>Sets the parameter from text, or says why it cannot be that.</summary>
    internal string? Read(object parameters, string text)
    {
        if (ValueOf(text) is not { } value) return $"'{text}' is no value of {Name}: {Expected()}.";

        var number = value is IConvertible and not bool and not string and not Enum ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : 0;
        if (Type != typeof(bool) && Type != typeof(string) && !Type.IsEnum && !(number >= _described.Min && number <= _described.Max)) return $"{Name} is {text}; it must be {Expected()}.";

        _property.SetValue(parameters, value);
        return null;
    }

    private object? ValueOf(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) ? whole : null;
        if (Type == typeof(double)) return double.TryParse(text, NumberStyles.Float, culture, out var real) && double.IsFinite(real) ? real : null;
        if (Type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, culture, out var exact) ? exact : null;
        if (Type == typeof(bool)) return text is "true" or "false" ? text == "true" : null;
        if (Type == typeof(string)) return text;
        return Enum.GetNames(Type).FirstOrDefault(name => Camel(name) == text) is { } known ? Enum.Parse(Type, known) : null;
    }

    private string Expected()
    {
        if (Choices.Count > 0) return "one of " + string.Join(", ", Choices);
        var kind = Type == typeof(int) ? "a whole number" : "a number";
        return (Minimum, Maximum) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{kind} from {least} to {most}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"{kind} of {least} or more"),
            (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"{kind} of {most} or less"),
            _ => kind,
        };
    }

    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum choice => Camel(choice.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Camel(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
}
