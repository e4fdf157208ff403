using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Names at venues: none is too long, none is shared, each is known again.</summary>
public sealed class NamesTests
{
    private const long MostNumber = 999_999_999_999;

    private static readonly Gen<string> Account =
        from length in Gen.Elements(1, 5, 9, 10, 12, 13, 23, 24)
        from letters in Gen.Elements("abcxyz0189-".ToCharArray()).ArrayOf(length)
        select new string(letters);

    private static readonly Gen<long> Number = Gen.Elements(1L, 17L, 28_529_893L, 99_999_999L, 100_000_000L, 999_999_999L, MostNumber);

    private static readonly Gen<int> Version = Gen.Elements(0, 1, 9, 10, 99_999, int.MaxValue);

    [Fact]
    public void Every_name_fits_and_is_known_as_the_accounts_own()
    {
        var all = (from account in Account from other in Account from number in Number from version in Version select (Account: account, Other: other, Number: number, Version: version)).ToArbitrary();

        Prop.ForAll(all, each => new[] { Names.ClientId(each.Account, each.Number, each.Version), Names.ListId(each.Account, each.Number) }
            .All(name => name.Value.Length <= ClientOrderId.Longest && Names.IsOurs(each.Account, name.Value) && Names.IsOurs(each.Other, name.Value) == (each.Account == each.Other))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_two_orders_share_a_name()
    {
        string[] accounts = ["abcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstuvwy", "abcdefghijklm", "abc", "a-1"];
        var names = from account in accounts from number in (long[])[1, 11, 28_529_893, MostNumber] from version in (int[])[0, 1, 11, int.MaxValue] select Names.ClientId(account, number, version).Value;

        Assert.Equal(accounts.Length * 16, names.Distinct().Count());
    }

    [Theory]
    [InlineData("paper", 17, 0, "at-paper-17")]
    [InlineData("paper", 28_529_893, 2, "at-paper-28529893_2")]
    [InlineData("abcdefghijklmnopqrstuvwx", 17, 3, "at-abcdefghijklmnopqrstuvwx-17_3")]
    [InlineData("abcdefghijklmnopqrstuvwx", 28_529_893, 0, "at-abcdefghijklmnopqrstuvwx-28529893")]
    [InlineData("abcdefghijklmnopqrstuvwx", 28_529_893, 1, "at-abcDSL9GJ-28529893_1")]
    public void What_fits_keeps_its_whole_name_and_the_rest_is_cut_the_same_way_for_ever(string account, long number, int version, string name) =>
        Assert.Equal(name, Names.ClientId(account, number, version).Value);
}
