using System.Reflection;
using System.Text.Json;
using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Tests.Fast.Architecture;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Connectors.Brokers;

/// <summary>Paper, testnet and live are types: no text, flag or missing variable comes out at a live address.</summary>
public class ModeTests
{
    private const string Secret = "a-very-secret-Secret-0123456789";
    private const string Name = "the-name-of-the-Key";

    private static readonly string[] Traps = ["live", "LIVE", "Live", " live", "paper", "Paper", "testnet", "test", "true", "false", "1", "0", "prod", "production", "real", "mainnet", "https://api.binance.com", "api.binance.com", ""];

    /// <summary>Every broker that there is, so that a new one is covered the day it is born.</summary>
    private static readonly Type[] Brokers = [.. Repository.Sources.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && typeof(IBroker).IsAssignableFrom(type))];

    [Fact]
    public void No_setting_whatever_reaches_a_live_address()
    {
        var text = Gen.OneOf(Gen.Elements(Traps), Gen.Constant<string>(null!), ArbMap.Default.GeneratorFor<string>());
        var settings = Gen.Three(text).ToArbitrary();

        Prop.ForAll(settings, each =>
        {
            switch (CredentialReading.Of(each.Item1, each.Item2, each.Item3))
            {
                case CredentialReading.Refused: return true;
                case CredentialReading.Read { Credentials: PaperCredentials }: return each.Item1 == "paper";
                case CredentialReading.Read { Credentials: TestnetCredentials testnet }:
                    var endpoints = new BinanceBroker(testnet).Endpoints;
                    return each.Item1 == "testnet" && endpoints.Rest.Host == "testnet.binance.vision" && endpoints.Stream.Host == "ws-api.testnet.binance.vision";
                default: return false;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void An_address_of_ones_own_is_on_this_machine_or_refused()
    {
        var hosts = Gen.Elements("api.binance.com", "127.0.0.1", "localhost", "127.0.0.1.evil.example", "api.binance.com:443#127.0.0.1", "127.0.0.1@api.binance.com", "[::1]", "10.0.0.1", "stream.binance.com:9443", "2130706433");
        var addresses = Gen.Zip(Gen.Elements("http", "https", "ws", "wss", "ftp"), hosts).ToArbitrary();

        Prop.ForAll(addresses, each =>
        {
            if (!Uri.TryCreate($"{each.Item1}://{each.Item2}/", UriKind.Absolute, out var address)) return true;
            try
            {
                _ = new LoopbackCredentials(new(Name, Secret), address, new("ws://127.0.0.1:1/"));
                return address.Host is "127.0.0.1" or "[::1]";
            }
            catch (ArgumentException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_broker_opens_with_typed_credentials_and_with_nothing_else()
    {
        var doors = Brokers.SelectMany(broker => broker.GetConstructors()).ToArray();

        Assert.Contains(typeof(BinanceBroker), Brokers);
        Assert.All(doors, door => Assert.Contains(door.GetParameters()[0].ParameterType, new[] { typeof(PaperCredentials), typeof(TestnetCredentials), typeof(LoopbackCredentials), typeof(LiveCredentials) }));
        Assert.DoesNotContain(doors.SelectMany(door => door.GetParameters()), parameter => parameter.ParameterType.IsPrimitive || parameter.ParameterType.IsEnum || parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(Uri));
        Assert.DoesNotContain(typeof(BinanceBroker).GetConstructors(), door => door.GetParameters()[0].ParameterType == typeof(PaperCredentials));
        Assert.All([typeof(PaperCredentials), typeof(TestnetCredentials), typeof(LoopbackCredentials), typeof(LiveCredentials)], type => Assert.True(type.IsSealed));
        // Nothing but an opt-in makes live credentials, and no method anywhere hands them out.
        Assert.Contains(typeof(LiveOptIn), Assert.Single(typeof(LiveCredentials).GetConstructors()).GetParameters().Select(parameter => parameter.ParameterType));
        Assert.DoesNotContain(typeof(BrokerCredentials).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
            method => method.ReturnType == typeof(LiveCredentials) || method.ReturnType == typeof(LiveOptIn));
    }

    [Fact]
    public void An_opt_in_opens_its_own_account_alone()
    {
        var optIn = new LiveOptIn("main", "Ada", default);

        var refused = Assert.Throws<ArgumentException>(() => new LiveCredentials("other", new(Name, Secret), optIn));

        Assert.Contains("The opt-in is for account 'main', not for 'other'.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("api.binance.com", new BinanceBroker(new LiveCredentials("main", new(Name, Secret), optIn)).Endpoints.Rest.Host);
    }

    [Fact]
    public void No_text_shows_a_secret()
    {
        var key = new ApiKey(Name, Secret);
        var live = new LiveCredentials("main", key, new("main", "Ada", default));
        var loopback = new LoopbackCredentials(key, new("http://127.0.0.1:1/"), new("ws://127.0.0.1:1/"));
        object[] shown = [key, live, new TestnetCredentials(key), loopback, Endpoints.Of(live), new BinanceBroker(live), new CredentialReading.Read(live)];

        var texts = shown.Select(each => $"{each}").Concat(shown.Select(each => each is BinanceBroker or Endpoints ? "" : JsonSerializer.Serialize(each, each.GetType())));

        Assert.All(texts, text => Assert.False(text.Contains(Secret, StringComparison.Ordinal) || text.Contains(Name, StringComparison.Ordinal), text));
    }

    [Theory]
    [InlineData("", Secret)]
    [InlineData(Name + "\n", Secret)]
    [InlineData(Name, Secret + " with a space")]
    [InlineData(Name, "sécret-0123456789")]
    public void A_bad_key_is_refused_without_being_repeated(string name, string secret)
    {
        var refused = Assert.Throws<ArgumentException>(() => new ApiKey(name, secret));

        Assert.DoesNotContain("ecret-0123456789", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, refused.Message, StringComparison.Ordinal);
    }
}
