using System.Reflection;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Every indicator there is, found by its <see cref="IndicatorAttribute"/>.</summary>
/// <remarks>The only place in Core that reflects, once, at first use: names and parameters are written where they belong, in the indicator's file.</remarks>
public static class IndicatorCatalogue
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<IndicatorDescription> All { get; } =
        [.. typeof(IndicatorCatalogue).Assembly.GetTypes().Where(type => type.IsDefined(typeof(IndicatorAttribute))).Select(Describe).OrderBy(found => found.Name, StringComparer.Ordinal)];

    public static IndicatorDescription? Find(string name) => All.FirstOrDefault(found => string.Equals(found.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IndicatorDescription Describe(Type type)
    {
        var label = type.GetCustomAttribute<IndicatorAttribute>()!;
        var constructor = type.GetConstructors().Single();
        var parameters = constructor.GetParameters();
        return new(label.Name, label.Title, label.Pane, InputOf(type), [.. parameters.Select(ParameterOf)], OutputsOf(type), Make);

        IIndicator Make(IReadOnlyList<double> values) =>
            (IIndicator)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. parameters.Select((parameter, index) => Argument(parameter.ParameterType, values[index]))], null);
    }

    private static IndicatorInput InputOf(Type type) =>
        typeof(IBarIndicator).IsAssignableFrom(type) ? IndicatorInput.Bar
        : typeof(IValueIndicator).IsAssignableFrom(type) ? IndicatorInput.Value
        : IndicatorInput.Pair;

    private static IndicatorParameter ParameterOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        string[] choices = type.IsEnum ? Enum.GetNames(type) : [];
        var range = parameter.GetCustomAttribute<InRangeAttribute>();
        var preset = type == typeof(double) ? (double)parameter.DefaultValue! : Convert.ToInt32(parameter.DefaultValue, System.Globalization.CultureInfo.InvariantCulture);
        return new(parameter.Name!, preset, range?.Least ?? 0, range?.Most ?? choices.Length - 1, type != typeof(double), choices);
    }

    private static object Argument(Type type, double value) =>
        type == typeof(double) ? value : type.IsEnum ? Enum.ToObject(type, (int)value) : (int)value;

    private static IReadOnlyList<IndicatorOutput> OutputsOf(Type type) =>
        [.. type.GetProperties().Where(IsOutput).OrderBy(property => property.Name == nameof(IIndicator.Value) ? -1 : property.MetadataToken).Select(OutputOf)];

    private static bool IsOutput(PropertyInfo property) =>
        property.PropertyType == typeof(double) || (property.PropertyType == typeof(bool) && property.Name != nameof(IIndicator.IsReady));

    private static IndicatorOutput OutputOf(PropertyInfo property)
    {
        var reader = property.PropertyType == typeof(double) ? nameof(NumberReader) : nameof(FlagReader);
        var read = typeof(IndicatorCatalogue).GetMethod(reader, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(property.DeclaringType!).Invoke(null, [property.GetMethod!])!;
        return new(char.ToLowerInvariant(property.Name[0]) + property.Name[1..], (Func<IIndicator, double>)read);
    }

    private static Func<IIndicator, double> NumberReader<T>(MethodInfo getter) where T : IIndicator
    {
        var read = getter.CreateDelegate<Func<T, double>>();
        return indicator => read((T)indicator);
    }

    private static Func<IIndicator, double> FlagReader<T>(MethodInfo getter) where T : IIndicator
    {
        var read = getter.CreateDelegate<Func<T, bool>>();
        return indicator => !indicator.IsReady ? double.NaN : read((T)indicator) ? 1 : 0;
    }
}
