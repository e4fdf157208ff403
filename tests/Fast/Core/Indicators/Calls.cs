using System.Globalization;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Writes an indicator with its parameters as text, <c>macd(12,26,9)</c>, and runs it through the catalogue.</summary>
internal static class Calls
{
    public static IIndicator Make(string call) => Parse(call).Indicator;

    public static Dictionary<string, double[]> Run(string call, IReadOnlyList<Bar> bars)
    {
        var (description, indicator) = Parse(call);
        var rows = description.Run(indicator, ReferenceQuotes.Series(bars));
        return description.Outputs.Select((output, index) => (output.Name, Row: rows[index])).ToDictionary(found => found.Name, found => found.Row);
    }

    private static (IndicatorDescription Description, IIndicator Indicator) Parse(string call)
    {
        var parts = call.Split('(', ')', ',').Where(part => part.Length > 0).ToArray();
        var description = IndicatorCatalogue.Find(parts[0]) ?? throw new ArgumentException($"No indicator is called '{parts[0]}'.");
        var settings = parts.Skip(1).Select((part, index) => (description.Parameters[index].Name, Value: double.Parse(part, CultureInfo.InvariantCulture)));
        return (description, description.Create(settings.ToDictionary(found => found.Name, found => found.Value)));
    }
}
