using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Tests.Fast.Connectors.Binance;

/// <summary>Against the vectors that Binance publishes: binance-spot-api-docs, rest-api.md "SIGNED Endpoint Examples" and web-socket-api.md "SIGNED request example (HMAC)". The key is theirs, from those pages.</summary>
public class SigningTests
{
    private const string Name = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

    private static readonly ApiKey Key = new(Name, "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");

    [Theory]
    // Examples 1 and 2: all in the body, or all in the query.
    [InlineData("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    // Example 3: query and body are put together without an ampersand.
    [InlineData("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559", "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77")]
    public void A_payload_has_the_published_signature(string payload, string signature) => Assert.Equal(signature, Key.Sign(payload));

    [Fact]
    public void A_rest_request_is_the_published_one()
    {
        var order = new Parameters().Add("symbol", "LTCBTC").Add("side", "BUY").Add("type", "LIMIT").Add("timeInForce", "GTC").Add("quantity", 1.000m).Add("price", 0.10m);

        var signed = order.Signed(Key, 1499827319559, 5000);

        Assert.Equal("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559&signature=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71", signed);
    }

    [Fact]
    public void A_socket_request_is_signed_over_its_sorted_parameters()
    {
        var order = new Parameters().Add("symbol", "BTCUSDT").Add("side", "SELL").Add("type", "LIMIT").Add("timeInForce", "GTC").Add("quantity", "0.01000000").Add("price", "52000.00").Add("newOrderRespType", "ACK");

        var signed = order.SignedByName(Key, 1645423376532, 100);

        Assert.Equal("cc15477742bd704c29492d96c7ead9414dfd8e0ec4a00f947bb5bb454ddbd08a", signed["signature"]);
        Assert.Equal(Name, signed["apiKey"]);
    }

    [Fact]
    public void What_could_be_read_as_another_parameter_is_encoded()
    {
        var joined = new Parameters().Add("symbol", "BTC&side=SELL").Joined;

        Assert.Equal("symbol=BTC%26side%3DSELL", joined);
    }

    [Theory]
    [InlineData("0.10000000", "0.1")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("100000", "100000")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void A_number_goes_out_exact_and_without_zeros_at_its_end(string number, string text) =>
        Assert.Equal($"price={text}", new Parameters().Add("price", decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Joined);
}
