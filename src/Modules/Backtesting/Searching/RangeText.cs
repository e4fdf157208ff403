using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Reads ranges as people write them: 5..50:5, or 5,10,20, or * for all that a parameter may be. Steps are exact: 0.1 three times is 0.3.</summary>
internal sealed class RangeText(StrategyDefinition strategy, SearchMethod search)
{
    public const int MostValues = 100_000;

    private const string All = "*";
    private const string Until = "..";

    // Where no step is given, a round one of which the range has at least so many.
    private const int LeastSteps = 100;

    // Beyond this a decimal has too few digits left for steps.
    private const decimal Largest = 1e15m;

    /// <summary>What is tried, or a sentence on what is wrong.</summary>
    public (ParameterRange? Range, string? Fault) Read(string name, string text)
    {
        if (strategy.Parameters.FirstOrDefault(one => one.Name == name) is not { } parameter)
            return (null, strategy.Parameters.Count == 0 ? $"{strategy.Name} has no parameters to search." : $"{strategy.Name} has no parameter '{name}'; it has {string.Join(", ", strategy.Parameters.Select(one => one.Name))}.");

        var (values, fault) = text == All ? Whole(parameter) : text.Contains(Until, StringComparison.Ordinal) ? Stepped(parameter, text) : Listed(parameter, text);
        return values is null ? (null, fault) : Canonical(parameter, values);
    }

    private (IEnumerable<string>? Values, string? Fault) Whole(StrategyParameter parameter)
    {
        if (parameter.Choices.Count > 0) return (parameter.Choices, null);
        return IsNumber(parameter) && parameter is { Minimum: { } least and > -(double)Largest, Maximum: { } most and < (double)Largest }
            ? Steps(parameter, (decimal)least, (decimal)most, null)
            : (null, $"{parameter.Name} has no limits of its own; say what to try, as in {Example(parameter)}.");
    }

    private (IEnumerable<string>? Values, string? Fault) Stepped(StrategyParameter parameter, string text)
    {
        if (!IsNumber(parameter)) return (null, $"{parameter.Name} is no number and has no range; list its values, as in {Example(parameter)}.");

        var (ends, step) = text.Split(':', 2) is [var both, var size] ? (both, size) : (text, null);
        var until = ends.IndexOf(Until, StringComparison.Ordinal);
        if (until < 0 || Number(ends[..until]) is not { } from || Number(ends[(until + Until.Length)..]) is not { } to || (step is not null && Number(step) is null))
            return (null, $"'{text}' is no range of {parameter.Name}: FROM..TO:STEP, as in {Example(parameter)}.");

        return Steps(parameter, from, to, step is null ? null : Number(step));
    }

    private (IEnumerable<string>? Values, string? Fault) Steps(StrategyParameter parameter, decimal from, decimal to, decimal? given)
    {
        if (from > to) return (null, $"The range of {parameter.Name} ends at {Plain(to)}, before it begins at {Plain(from)}.");
        if (given is <= 0m) return (null, $"The step of {parameter.Name} is {Plain(given.Value)}; it must be above 0.");
        if (given is null && !IsWhole(parameter) && search == SearchMethod.Grid) return (null, $"A grid needs to know the steps of {parameter.Name}: FROM..TO:STEP, as in {Example(parameter)}.");

        var step = given ?? (IsWhole(parameter) ? 1m : RoundStep(to - from));
        if (to - from >= step * MostValues) return (null, $"The range of {parameter.Name} has more than {MostValues} values; take larger steps.");
        return (Enumerable.Range(0, (int)((to - from) / step) + 1).Select(place => Plain(from + step * place)), null);
    }

    private static (IEnumerable<string>? Values, string? Fault) Listed(StrategyParameter parameter, string text) =>
        (text.Split(',', StringSplitOptions.TrimEntries).Select(value => IsNumber(parameter) && Number(value) is { } number ? Plain(number) : value), null);

    /// <summary>Every value as the strategy writes it, in an order that does not depend on how they were given.</summary>
    private (ParameterRange? Range, string? Fault) Canonical(StrategyParameter parameter, IEnumerable<string> values)
    {
        var found = new HashSet<string>();
        foreach (var value in values)
        {
            var (arguments, fault) = strategy.Read(new Dictionary<string, string> { [parameter.Name] = value });
            if (arguments is null) return (null, fault);
            if (!found.Add(arguments.Texts[parameter.Name])) return (null, $"{value} is given twice for {parameter.Name}.");
            if (found.Count > MostValues) return (null, $"More than {MostValues} values of {parameter.Name} are given.");
        }

        return (new(parameter, InOrder(parameter, found)), null);
    }

    private static IReadOnlyList<string> InOrder(StrategyParameter parameter, HashSet<string> values)
    {
        if (parameter.Choices.Count > 0) return [.. parameter.Choices.Where(values.Contains)];
        return IsNumber(parameter)
            ? [.. values.OrderBy(value => double.Parse(value, CultureInfo.InvariantCulture))]
            : [.. values.Order(StringComparer.Ordinal)];
    }

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static decimal RoundStep(decimal width)
    {
        for (var unit = Largest; unit >= 1e-20m; unit /= 10m)
            foreach (var size in (ReadOnlySpan<decimal>)[5m, 2m, 1m])
                if (width / LeastSteps >= size * unit) return size * unit;
        return 1m;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest ? number : null;

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static bool IsWhole(StrategyParameter parameter) => parameter.Type == typeof(int);

    private static bool IsNumber(StrategyParameter parameter) => IsWhole(parameter) || parameter.Type == typeof(double) || parameter.Type == typeof(decimal);

    private static string Example(StrategyParameter parameter) =>
        parameter.Choices.Count > 0 ? $"{parameter.Name}={string.Join(',', parameter.Choices.Take(2))}"
        : !IsNumber(parameter) ? $"{parameter.Name}=one,other"
        : IsWhole(parameter) ? $"{parameter.Name}=5..50:5" : $"{parameter.Name}=0.1..1:0.1";
}
