using System.Text.RegularExpressions;
using AlgoTrendy.Core.Indicators;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

public partial class CatalogueTests
{
    public static TheoryData<string> Names => [.. IndicatorCatalogue.All.Select(found => found.Name)];

    [Fact]
    public void Every_indicator_is_sealed_and_in_the_catalogue_once()
    {
        var kinds = typeof(IIndicator).Assembly.GetTypes().Where(type => type.IsClass && typeof(IIndicator).IsAssignableFrom(type)).ToArray();

        Assert.All(kinds, kind => Assert.True(kind.IsSealed && kind.IsPublic, $"{kind.Name} must be public and sealed."));
        Assert.Equal(kinds.Length, IndicatorCatalogue.All.Count);
        Assert.Equal(kinds.Length, IndicatorCatalogue.All.Select(found => found.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_description_is_complete(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;

        Assert.Matches(NamePattern(), found.Name);
        Assert.NotEmpty(found.Title);
        Assert.Equal("value", found.Outputs[0].Name);
        Assert.All(found.Parameters, parameter => Assert.True(parameter.Least <= parameter.Default && parameter.Default <= parameter.Most, $"The default of {parameter.Name} lies outside of its range."));
        Assert.All(found.Parameters, parameter => Assert.True(parameter.Least < parameter.Most, $"{parameter.Name} has no range."));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_parameter_outside_of_its_range_is_refused_with_its_name(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;

        foreach (var parameter in found.Parameters)
            foreach (var wrong in new[] { parameter.Least - 1, parameter.Most + 1, double.NaN })
            {
                var refusal = Assert.Throws<ArgumentException>(() => found.Create(new Dictionary<string, double> { [parameter.Name] = wrong }));
                Assert.Contains(parameter.Name, refusal.Message, StringComparison.Ordinal);
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_constructor_refuses_what_makes_no_sense_even_without_the_catalogue(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;

        foreach (var index in Enumerable.Range(0, found.Parameters.Count).Where(index => found.Parameters[index].Choices.Count == 0))
            Assert.ThrowsAny<ArgumentException>(() => found.Make([.. found.Parameters.Select((parameter, at) => at == index ? parameter.Least >= 0 && parameter.Least < 1 ? -1 : parameter.Least - 1 : parameter.Default)]));
    }

    [Fact]
    public void A_parameter_that_does_not_exist_is_refused_with_those_that_do()
    {
        var refusal = Assert.Throws<ArgumentException>(() => IndicatorCatalogue.Find("macd")!.Create(new Dictionary<string, double> { ["quick"] = 3 }));

        Assert.Equal("macd has no parameter 'quick'; it has fast, slow, signal.", refusal.Message);
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
