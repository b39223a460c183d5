/** Emoji that are useful on slides, with GitHub's names: faces, hands, people, nature, things, signs. */

const TABLE = `
smile 😄 smiley 😃 grin 😁 joy 😂 rofl 🤣 slightly_smiling_face 🙂 wink 😉 blush 😊 innocent 😇 heart_eyes 😍
star_struck 🤩 yum 😋 stuck_out_tongue 😛 zany_face 🤪 hugs 🤗 thinking 🤔 zipper_mouth_face 🤐 neutral_face 😐
expressionless 😑 smirk 😏 unamused 😒 roll_eyes 🙄 grimacing 😬 relieved 😌 sleeping 😴 mask 😷 dizzy_face 😵
exploding_head 🤯 cowboy_hat_face 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓 monocle_face 🧐 confused 😕
worried 😟 open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱 sweat 😓 sweat_smile 😅 tired_face 😫
angry 😠 rage 😡 skull 💀 poop 💩 clown_face 🤡 ghost 👻 alien 👽 robot 🤖 see_no_evil 🙈 hear_no_evil 🙉
speak_no_evil 🙊
wave 👋 raised_hand ✋ ok_hand 👌 crossed_fingers 🤞 metal 🤘 point_left 👈 point_right 👉 point_up_2 👆
point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌
open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 brain 🧠 eyes 👀 eye 👁️ ear 👂 speech_balloon 💬
thought_balloon 💭 zzz 💤
baby 👶 bust_in_silhouette 👤 busts_in_silhouette 👥 family 👪 technologist 🧑‍💻 scientist 🧑‍🔬 teacher 🧑‍🏫
student 🧑‍🎓 detective 🕵️ shrug 🤷 facepalm 🤦 runner 🏃 walking 🚶 dancer 💃
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤
broken_heart 💔 sparkling_heart 💖 100 💯 boom 💥 dizzy 💫 sweat_drops 💦 dash 💨
dog 🐶 cat 🐱 mouse 🐭 fox_face 🦊 bear 🐻 panda_face 🐼 lion 🦁 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔
penguin 🐧 bird 🐦 owl 🦉 unicorn 🦄 horse 🐴 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 turtle 🐢 snake 🐍 octopus 🐙
crab 🦀 whale 🐳 dolphin 🐬 fish 🐟 elephant 🐘 camel 🐫 llama 🦙 gorilla 🦍 paw_prints 🐾 dragon 🐉
seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁
mushroom 🍄 tulip 🌷 rose 🌹 sunflower 🌻 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐
full_moon 🌕 new_moon 🌑 crescent_moon 🌙 sunny ☀️ partly_sunny ⛅ cloud ☁️ zap ⚡ snowflake ❄️ snowman ⛄ fire 🔥
droplet 💧 ocean 🌊 rainbow 🌈 umbrella ☔ star ⭐ star2 🌟 sparkles ✨ comet ☄️ volcano 🌋 mountain ⛰️
apple 🍎 banana 🍌 lemon 🍋 strawberry 🍓 cherries 🍒 avocado 🥑 hot_pepper 🌶️ bread 🍞 cheese 🧀 egg 🥚 pizza 🍕
hamburger 🍔 taco 🌮 sushi 🍣 cookie 🍪 cake 🍰 birthday 🎂 popcorn 🍿 coffee ☕ tea 🍵 beer 🍺 beers 🍻
wine_glass 🍷 champagne 🍾 salt 🧂
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 1st_place_medal 🥇 2nd_place_medal 🥈 3rd_place_medal 🥉
medal_sports 🏅 soccer ⚽ basketball 🏀 dart 🎯 game_die 🎲 jigsaw 🧩 video_game 🎮 art 🎨 musical_note 🎵 notes 🎶
guitar 🎸 microphone 🎤 headphones 🎧 clapper 🎬 movie_camera 🎥 camera 📷
rocket 🚀 airplane ✈️ helicopter 🚁 car 🚗 bus 🚌 train 🚆 bike 🚲 ship 🚢 boat ⛵ anchor ⚓ construction 🚧
traffic_light 🚥 vertical_traffic_light 🚦 checkered_flag 🏁 world_map 🗺️ house 🏠 office 🏢 factory 🏭 school 🏫
hospital 🏥 tent ⛺
watch ⌚ iphone 📱 computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ floppy_disk 💾 cd 💿 battery 🔋
electric_plug 🔌 bulb 💡 flashlight 🔦 satellite 📡 telephone ☎️ tv 📺 hourglass ⌛ stopwatch ⏱️ alarm_clock ⏰
clock3 🕒 calendar 📆 date 📅 pushpin 📌 round_pushpin 📍 paperclip 📎 scissors ✂️ pencil 📝 memo 📝 pencil2 ✏️
book 📖 books 📚 bookmark 🔖 newspaper 📰 scroll 📜 page_facing_up 📄 clipboard 📋 file_folder 📁
open_file_folder 📂 card_index_dividers 🗂️ package 📦 mailbox 📫 envelope ✉️ email 📧 inbox_tray 📥
outbox_tray 📤 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 mag 🔍 mag_right 🔎 key 🔑
lock 🔒 unlock 🔓 shield 🛡️ hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 magnet 🧲 link 🔗
chains ⛓️ balance_scale ⚖️ test_tube 🧪 microscope 🔬 telescope 🔭 dna 🧬 pill 💊 syringe 💉 bomb 💣
wastebasket 🗑️ moneybag 💰 dollar 💵 euro 💶 credit_card 💳 gem 💎 crown 👑 mortar_board 🎓 tophat 🎩 glasses 👓
loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕 speaker 🔈 mute 🔇
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 sos 🆘 white_check_mark ✅ heavy_check_mark ✔️
ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓
grey_question ❔ exclamation ❗ bangbang ‼️ information_source ℹ️ recycle ♻️ infinity ♾️ copyright ©️ tm ™️
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️
left_right_arrow ↔️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ rewind ⏪ arrow_forward ▶️ stop_button ⏹️
record_button ⏺️ zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣
keycap_ten 🔟 red_circle 🔴 orange_circle 🟠 yellow_circle 🟡 green_circle 🟢 large_blue_circle 🔵
purple_circle 🟣 white_circle ⚪ black_circle ⚫ new 🆕 free 🆓 ok 🆗 cool 🆒 up 🆙
`;

/** Each emoji by its name. */
export const emojiNames: ReadonlyMap<string, string> = new Map(
  TABLE.trim()
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, word, i, words) => {
      if (i % 2 === 0) pairs.push([word, words[i + 1] ?? '']);
      return pairs;
    }, []),
);
