using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Where Binance Spot is. An address comes from the type of the credentials alone: no text is ever put together to one.</summary>
/// <remarks>rest-api.md and web-socket-api.md, "General API Information"; testnet: testnet.binance.vision.</remarks>
internal sealed record Endpoints(ApiKey Key, Uri Rest, Uri Stream)
{
    public static Endpoints Of(TestnetCredentials credentials) =>
        new(credentials.Key, new("https://testnet.binance.vision"), new("wss://ws-api.testnet.binance.vision/ws-api/v3"));

    public static Endpoints Of(LoopbackCredentials credentials) => new(credentials.Key, credentials.Rest, credentials.Stream);

    public static Endpoints Of(LiveCredentials credentials) =>
        new(credentials.Key, new("https://api.binance.com"), new("wss://ws-api.binance.com:443/ws-api/v3"));

    public override string ToString() => $"{Rest.Host}:{Rest.Port}";
}
