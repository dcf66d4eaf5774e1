"""What is neither Chinese nor English is told; what may be either never is."""

import pytest
from duizhao.corpora.reading import read_bytes
from duizhao.errors import DuizhaoError
from duizhao.language.other_languages import may_be_english, other_language

TEXTS = {
    "French": "Les États parties prennent dans tous les domaines les mesures qui assurent leurs droits.",
    "Spanish": "Los Estados Partes tomarán todas las medidas para que la mujer tenga los derechos en la vida.",
    "Portuguese": "Os Estados Partes tomarão as medidas para que a mulher não perca os direitos na vida.",
    "German": "Die Vertragsstaaten treffen auf allen Gebieten die Maßnahmen, mit denen die Rechte der Frau gelten.",
    "Italian": "Gli Stati parti prendono nel campo della vita le misure che sono per i diritti delle donne.",
    "Dutch": "De Staten nemen op het gebied van de handel en het verkeer alle maatregelen.",
    "Russian": "Государства-участники принимают все соответствующие меры для обеспечения прав женщин.",
    "Arabic": "تتخذ الدول الأطراف جميع التدابير المناسبة لكفالة حقوق المرأة في جميع الميادين",
    "Korean": "당사국은 여성의 권리를 보장하기 위하여 모든 적절한 조치를 취한다.",
    "Japanese": "締約国は、女性の権利を確保するため、すべての適当な措置をとる。",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_other_languages_are_told(language: str, text: str) -> None:
    assert other_language(text) == language
    with pytest.raises(DuizhaoError, match=f"reads as {language}"):
        read_bytes(f"{text}\n".encode(), "a.txt")
    assert read_bytes(f"{text}\n".encode(), "a.txt", "en").language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "États parties",
        "Médecins sans frontières, Paris; Ministère de la justice, Dakar",
        "Summit of Los Cabos, Rio de la Plata and San José de las Lajas: the list of the meetings that were held",
        "缔约国应采取一切适当措施（の字除外），参见 Le Monde diplomatique, Las Palmas de Gran Canaria 和 El País。",
        "日本の首相在东京发言。",
        "Total 12 345\n2019 2020\nAbidjan Addis Ababa Bangkok Beirut Geneva La Paz Los Angeles Nairobi",
        "The treaty is done in the Russian language: Государства-участники принимают меры.",
    ],
)
def test_short_chinese_english_and_mixed_texts_pass(text: str) -> None:
    assert other_language(text) == ""


OTHERS = {
    "Polish": "Rada przyjęła sprawozdanie i postanowiła wysłać je wszystkim członkom przed następnym posiedzeniem, "
    "kiedy przewodniczący otrzyma uwagi od państw, które jeszcze nie odpowiedziały.",
    "Swedish": "Rådet antog rapporten och beslutade att sända den till alla medlemmar före nästa möte, som hålls i maj "
    "när ordföranden har fått svar från de länder som ännu inte har yttrat sig.",
    "Turkish": "Kurul raporu kabul etti ve gelecek toplantıdan önce bütün üyelere gönderilmesine karar verdi; henüz "
    "görüş bildirmeyen ülkelerin yanıtları geldikten sonra başkan yeni bir tarih belirleyecek.",
    "Vietnamese": "Hội đồng đã thông qua báo cáo và quyết định gửi cho tất cả các thành viên trước phiên họp sau, khi "
    "chủ tịch nhận được ý kiến của những nước chưa trả lời.",
    "Indonesian": "Dewan menerima laporan itu dan memutuskan untuk mengirimkannya kepada semua anggota sebelum rapat "
    "berikut, setelah ketua memperoleh jawaban dari negara yang belum memberi pendapat.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_without_the_words_of_english_grammar_is_read_with_a_warning(language: str) -> None:
    text = f"{OTHERS[language]}\n{OTHERS[language]}\n"
    assert not may_be_english(text)
    assert "English grammar" in read_bytes(text.encode(), "a.txt").warnings[0]
    assert not read_bytes(text.encode(), "a.txt", "en").warnings
    assert may_be_english(text + "The council sent the report to all of its members.\n" * 3)  # it is quoted


@pytest.mark.parametrize(
    "text",
    [
        "apples and pears\nsteel pipes\ncotton cloth\nwater pumps\n" * 20,
        "lessen | giving | control | normal | away | authority | what | up | book\n" * 20,
        "Ministry Niamey 12 Rue Diop\nOffice Oslo 3 Storgata\n" * 20,
        "unless prices fall again, most farmers will sell less grain next year",
    ],
)
def test_lists_tables_names_and_single_sentences_may_be_english(text: str) -> None:
    assert may_be_english(text)
