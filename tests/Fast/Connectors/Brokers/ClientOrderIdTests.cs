using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Tests.Fast.Connectors.Brokers;

public class ClientOrderIdTests
{
    [Theory]
    [InlineData("a"), InlineData("Run-7_000123"), InlineData("123456789012345678901234567890123456")]
    public void An_id_is_what_every_venue_takes(string text) => Assert.Equal(text, new ClientOrderId(text).Value);

    [Theory]
    [InlineData(""), InlineData("a b"), InlineData("a&b"), InlineData("é"), InlineData("1234567890123456789012345678901234567")]
    public void Anything_else_is_refused(string text) => Assert.Throws<ArgumentException>(() => new ClientOrderId(text));

    [Fact]
    public void No_order_goes_out_without_one() => Assert.Throws<InvalidOperationException>(() => default(ClientOrderId).Value);
}
