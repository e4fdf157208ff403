using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>What an indicator is fed.</summary>
public enum IndicatorInput
{
    /// <summary>One number a step: <see cref="IValueIndicator"/>.</summary>
    Value,

    /// <summary>A bar a step: <see cref="IBarIndicator"/>.</summary>
    Bar,

    /// <summary>Two numbers a step: <see cref="IPairIndicator"/>.</summary>
    Pair
}

/// <summary>A parameter of an indicator. Whole numbers and choices travel as double too.</summary>
/// <param name="Name">As the constructor has it, camelCase.</param>
/// <param name="IsWhole">Only whole numbers are taken.</param>
/// <param name="Choices">Names of the values 0, 1, 2 …; empty where the parameter is a number.</param>
public sealed record IndicatorParameter(string Name, double Default, double Least, double Most, bool IsWhole, IReadOnlyList<string> Choices);

/// <summary>An output of an indicator; one that says yes or no reads as 1 or 0, and NaN until the indicator is ready.</summary>
/// <param name="Name">The property's name, camelCase; the main one is <c>value</c> and comes first.</param>
public sealed record IndicatorOutput(string Name, Func<IIndicator, double> Read);

/// <summary>All that a screen, a command line or a search needs to offer an indicator.</summary>
/// <param name="Make">Constructs one; takes a value for each parameter, in order.</param>
public sealed record IndicatorDescription(
    string Name,
    string Title,
    Pane Pane,
    IndicatorInput Input,
    IReadOnlyList<IndicatorParameter> Parameters,
    IReadOnlyList<IndicatorOutput> Outputs,
    Func<IReadOnlyList<double>, IIndicator> Make)
{
    /// <summary>A new indicator with these settings by parameter name, and defaults for the rest.</summary>
    /// <exception cref="ArgumentException">A name that is no parameter, or a value that it does not take.</exception>
    public IIndicator Create(IReadOnlyDictionary<string, double>? settings = null)
    {
        foreach (var name in settings?.Keys ?? [])
            if (Parameters.All(parameter => parameter.Name != name))
                throw new ArgumentException($"{Name} has no parameter '{name}'; it has {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.");

        return Make([.. Parameters.Select(parameter => settings is not null && settings.TryGetValue(parameter.Name, out var wanted) ? Checked(parameter, wanted) : parameter.Default)]);
    }

    /// <summary>Every output after every bar, a row an output; a value indicator follows the closes.</summary>
    /// <exception cref="ArgumentException">A pair indicator: one series of bars is not two.</exception>
    public double[][] Run(IIndicator indicator, BarSeries bars)
    {
        var rows = Outputs.Select(_ => new double[bars.Count]).ToArray();
        indicator.Reset();
        for (var index = 0; index < bars.Count; index++)
        {
            Feed(indicator, bars[index]);
            for (var output = 0; output < rows.Length; output++) rows[output][index] = Outputs[output].Read(indicator);
        }

        return rows;
    }

    private void Feed(IIndicator indicator, in Bar bar)
    {
        if (indicator is IBarIndicator ofBars) ofBars.Update(bar);
        else if (indicator is IValueIndicator ofValues) ofValues.Update(bar.Close);
        else throw new ArgumentException($"{Name} follows two series; one series of bars is not enough.", nameof(indicator));
    }

    private double Checked(IndicatorParameter parameter, double wanted)
    {
        if (!(wanted >= parameter.Least && wanted <= parameter.Most)) throw new ArgumentException($"{parameter.Name} of {Name} must lie between {parameter.Least} and {parameter.Most}, not {wanted}.");
        if (parameter.IsWhole && wanted != Math.Floor(wanted)) throw new ArgumentException($"{parameter.Name} of {Name} must be a whole number, not {wanted}.");
        return wanted;
    }
}
