using AlgoTrendy.Core.Instruments;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.Catalogue;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0), InlineData("A", "", 1), InlineData("AAPL", "APPL", 1), InlineData("BTCUSTD", "BTCUSDT", 1), InlineData("KITTEN", "SITTING", 3), InlineData("CA", "ABC", 3)]
    public void Insertions_deletions_replacements_and_swaps_count_one_each(string one, string other, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(one, other, 9));
        Assert.Equal(distance, EditDistance.Between(other, one, 9));
    }

    [Fact]
    public void Beyond_the_most_that_is_wanted_it_is_one_more_than_that() => Assert.Equal(2, EditDistance.Between("KITTEN", "SITTING", 1));

    [Fact]
    public void It_is_what_the_definition_says() =>
        Prop.ForAll(Word.ToArbitrary(), Word.ToArbitrary(), (one, other) => EditDistance.Between(one, other, 20) == ByDefinition(one, other)).QuickCheckThrowOnFailure();

    private static Gen<string> Word => Gen.Elements('A', 'B', 'C').ArrayOf().Select(letters => new string(letters.Take(6).ToArray()));

    private static int ByDefinition(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0) return one.Length + other.Length;
        var least = Math.Min(ByDefinition(one[..^1], other), ByDefinition(one, other[..^1])) + 1;
        least = Math.Min(least, ByDefinition(one[..^1], other[..^1]) + (one[^1] == other[^1] ? 0 : 1));
        return one.Length > 1 && other.Length > 1 && one[^1] == other[^2] && one[^2] == other[^1] ? Math.Min(least, ByDefinition(one[..^2], other[..^2]) + 1) : least;
    }
}
